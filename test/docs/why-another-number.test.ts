import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ShortIncident } from '../simulators/pagerduty/short-incident.ts';
import { connectAccount, type Stage, startStage } from '../simulators/stage.ts';

const page = readFileSync('docs/why-another-number.md', 'utf8');
// The sample is ours and its test is this one.
const { incidents } = JSON.parse(readFileSync('data/sample/another-number.json', 'utf8')) as {
  incidents: (ShortIncident & { createdAt: string; resolvedAt?: string; title: string })[];
};
const WEEK = { start: '2026-11-02T00:00:00Z', end: '2026-11-09T00:00:00Z' };

/** Rows of the page's table: incident → minutes, here, by creation. */
const table = new Map(
  [...page.matchAll(/^\| ([A-H]) \|[^|]*\|[^|]*\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(
    ([, name, minutes, here, byCreation]) => [name, { minutes, here, byCreation }],
  ),
);

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({
    pagerduty: { incidents },
    clock: { now: () => Date.parse('2026-11-12T00:00:00Z') / 1000 },
  });
  await connectAccount(stage);
});
afterAll(() => stage.stop());

const ask = async (line: string) => {
  const asked = await stage.slack.person('bob').command('/sei-mttr', line.replace('/sei-mttr ', ''));
  return (await asked.reply(10_000)).text;
};

test('the table tells of each incident what the sample says', () => {
  for (const { title, createdAt, resolvedAt, endedBy } of incidents) {
    const row = table.get(title);
    const minutes = resolvedAt ? (Date.parse(resolvedAt) - Date.parse(createdAt)) / 60_000 : null;
    expect(row?.minutes).toBe(minutes === null ? '–' : String(minutes));
    const inWeek = (at: string | undefined) => at !== undefined && at >= WEEK.start && at < WEEK.end;
    expect(row?.here === 'counted').toBe(inWeek(resolvedAt) && endedBy !== 'merge');
    expect(row?.byCreation === 'counted').toBe(inWeek(createdAt) && resolvedAt !== undefined);
  }
});

test('the number by creation is the one that the page says', () => {
  const minutes = [...table.values()]
    .filter(({ byCreation }) => byCreation === 'counted')
    .map((row) => Number(row.minutes));
  const mean = minutes.reduce((sum, one) => sum + one, 0) / minutes.length;
  expect(page).toContain(`**MTTR ${Math.floor(mean / 60)}h ${Math.round(mean % 60)}m**`);
});

test('the app, asked as the page asks, answers with the numbers of the page', async () => {
  const questions = [...page.matchAll(/^\/sei-mttr .*$/gm)].map(([line]) => line);
  expect(questions).toHaveLength(2);
  for (const question of questions) {
    const answer = await ask(question);
    const number = /MTTR \d+h \d+m/.exec(answer)?.[0] ?? answer;
    expect(page).toContain(`**${number}**`);
    expect(answer).toContain('mean of 5 incidents');
  }
});
