import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoClock } from '../../demo/workspace/demo-clock.ts';
import { knownIntegrations } from '../../demo/workspace/known-integrations.ts';
import { SentLog } from '../../demo/workspace/sent-log.ts';
import { type Page, servePage } from '../../demo/workspace/serve.ts';
import type { Snapshot } from '../../demo/workspace/snapshot.ts';
import { Workspace } from '../../demo/workspace/workspace.ts';
import { type Stage, startStage } from '../simulators/stage.ts';

let stage: Stage;
let page: Page;
let workspace: Workspace;

beforeAll(async () => {
  const clock = demoClock();
  stage = await startStage({ clock, pagerduty: { incidents: 20, months: 1 } });
  workspace = new Workspace(stage, clock, new SentLog([stage.pagerduty.apiKey]), (work) => work());
  const assets = new Map([['/', { type: 'text/html', body: '<p>the page' }]]);
  page = await servePage(workspace, knownIntegrations(stage.app.sync), assets, 0);
});
afterAll(async () => {
  await page.close();
  await stage.stop();
});

const act = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${page.url}/act?as=alice`, { method: 'POST', body: JSON.stringify(body), headers });

test('the page is served, and a command typed on it reaches the app', async () => {
  expect(await (await fetch(page.url)).text()).toContain('the page');
  const general = stage.slack.channel('general').id;
  const answer = await act({ kind: 'type', line: '/sei-pagerduty help', conversation: general });
  expect(await answer.json()).toEqual({});
  await stage.slack.until(() => stage.slack.ephemerals('alice').length > 0);
  const { stream } = workspace.snapshot('alice');
  expect(stream.map((one) => ('typed' in one ? one.typed : one.conversation))).toEqual([
    '/sei-pagerduty help',
    general,
  ]);
});

test('what is no command, and what the page does not know, is answered in words', async () => {
  const said = await act({ kind: 'type', line: 'hello', conversation: 'direct' });
  expect(await said.json()).toEqual({
    notice: 'The app reads no messages, only commands: /sei-pagerduty and /sei-mttr.',
  });
  expect((await act({ kind: 'steal' })).status).toBe(500);
});

test('another site in the same browser may neither act nor read', async () => {
  const foreign = { origin: 'https://evil.example' };
  expect((await act({ kind: 'home' }, foreign)).status).toBe(403);
  expect((await fetch(`${page.url}/live?as=alice`, { headers: foreign })).status).toBe(403);
});

test('whoever watches sees what changes', async () => {
  const watching = new AbortController();
  const response = await fetch(`${page.url}/live?as=bob`, { signal: watching.signal });
  const reader = (response.body as ReadableStream<Uint8Array>)
    .pipeThrough(new TextDecoderStream())
    .getReader(); // it has one
  let text = '';
  const snapshot = async (wanted: (one: Snapshot) => boolean): Promise<Snapshot> => {
    for (;;) {
      const events = text.split('\n\n').slice(0, -1);
      const found = events.map((event) => JSON.parse(event.slice('data: '.length)) as Snapshot).find(wanted);
      if (found) return found;
      text += (await reader.read()).value ?? '';
    }
  };
  expect(
    (await snapshot(({ person }) => person.name === 'bob')).channels.map(({ name }) => name),
  ).not.toContain('secret');
  await stage.slack.person('bob').command('/sei-pagerduty', 'list', { channel: 'general' });
  expect((await snapshot(({ stream }) => stream.length > 0)).stream).toHaveLength(1);
  watching.abort();
});
