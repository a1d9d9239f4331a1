import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { connectAccount, type Stage, startStage } from '../simulators/stage.ts';

let stage: Stage;
let measures: ReadonlySet<string>;
beforeAll(async () => {
  stage = await startStage({ pagerduty: { incidents: 20, months: 1 } });
  await connectAccount(stage);
  const text = await (await fetch(`${stage.url}/metrics`)).text();
  measures = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name ?? ''));
});
afterAll(() => stage.stop());

const unknownIn = (text: string) =>
  [...text.matchAll(/\b(?:sei|process|nodejs)_[a-z0-9_]*[a-z0-9]\b/g)]
    .map(([name]) => name.replace(/_(bucket|sum|count)$/, ''))
    .filter((name) => !measures.has(name));

test.each(['docs/operations.md', 'docs/monitoring/alerts.yml', 'docs/monitoring/grafana-dashboard.json'])(
  '%s names measures that the app has',
  (path) => {
    expect(unknownIn(readFileSync(path, 'utf8'))).toEqual([]);
  },
);

test('every measure of ours stands in the operations page', () => {
  const page = readFileSync('docs/operations.md', 'utf8');
  expect([...measures].filter((name) => name.startsWith('sei_') && !page.includes(name))).toEqual([]);
});

test('the alert rules are rules, each with a severity and what to do', () => {
  const { groups } = parse(readFileSync('docs/monitoring/alerts.yml', 'utf8')) as {
    groups: { rules: { alert: string; expr: string; labels: object; annotations: object }[] }[];
  }; // checked below
  for (const rule of groups.flatMap(({ rules }) => rules)) {
    expect(rule).toMatchObject({ alert: expect.any(String), expr: expect.any(String) });
    expect(rule.labels).toHaveProperty('severity');
    expect(rule.annotations).toHaveProperty('description');
  }
});

test('after a sync the measures tell of it', async () => {
  const text = await (await fetch(`${stage.url}/metrics`)).text();
  const value = (line: RegExp) => Number(line.exec(text)?.[1]);
  expect(value(/^sei_integrations\{state="active"\} (\d+)$/m)).toBe(1);
  expect(value(/^sei_pagerduty_requests_total\{status="200"\} (\d+)$/m)).toBeGreaterThan(0);
  expect(value(/^sei_slack_calls_total\{status="200"\} (\d+)$/m)).toBeGreaterThan(0);
  expect(value(/^sei_slack_requests_total\{status="200"\} (\d+)$/m)).toBeGreaterThan(0);
  expect(value(/^sei_sync_lag_seconds (\d+)$/m)).toBeLessThan(600);
  expect(value(/^sei_store_ready (\d+)$/m)).toBe(1);
});
