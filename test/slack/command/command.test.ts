import { afterEach, beforeEach, expect, test } from 'vitest';
import { object, objects, text } from '../../simulators/slack/json.ts';
import { integration, NOW, syncStatus } from '../records.ts';
import { type Stage, startStage } from '../setup.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
});

afterEach(async () => {
  await stage.settled();
  expect(stage.slack.problems).toEqual([]);
  await stage.stop();
});

function connect(...names: string[]): void {
  stage.fake.integrations = names.map((name, index) =>
    integration({ id: `int-${index}`, name, workspaceId: stage.slack.team.id }),
  );
}

async function say(person: string, words: string) {
  return (await stage.slack.person(person).command('/sei-pagerduty', words)).reply();
}

test.each(['', '  ', 'help', 'HELP'])('"%s" shows what it does, with commands to copy', async (words) => {
  expect((await say('bob', words)).text).toContain('`/sei-pagerduty connect`');
});

test('an unknown word suggests the nearest command', async () => {
  expect((await say('bob', 'statsu')).text).toContain(
    "I don't know `statsu`. Did you mean `/sei-pagerduty status`?",
  );
});

test('of an unknown word that is too long no escaped character is cut in two', async () => {
  const { text: said } = await say('bob', '&'.repeat(300));
  expect(said.split('\n')[0]).toBe(`I don't know \`${'&amp;'.repeat(199)}…\`.`);
});

test('list before connecting offers to connect', async () => {
  const message = await say('alice', 'list');
  expect(message.text).toContain('PagerDuty is not connected yet.');
  const view = await (await stage.slack.person('alice').click(message, 'Connect PagerDuty')).opened();
  expect(text(object(view.title).text)).toBe('Connect PagerDuty');
});

test('list shows health and when each was last ingested', async () => {
  connect('Production', 'Staging');
  const message = await say('bob', 'list');
  expect(message.text).toContain('*Production*: HEALTHY (every run of the last 7 days succeeded)');
  expect(message.text).toContain('2,867 incidents');
  expect(message.text.indexOf('Production')).toBeLessThan(message.text.indexOf('Staging'));
});

test('status shows the ingestion log, with what to do about a failure', async () => {
  connect('Production');
  stage.fake.status = syncStatus({
    health: 'WARNING',
    runs: [
      {
        id: 'r1',
        kind: 'changes',
        startedAt: NOW - 600,
        duration: 12,
        outcome: 'failed',
        stored: 3,
        rejected: 1,
        requests: 9,
        retries: 2,
        failure: { cause: 'key refused', sentence: 'PagerDuty refused the key: re-authenticate.' },
      },
    ],
  });
  const message = await say('bob', 'status production');
  expect(message.text).toContain(
    'changes failed in 12s · 3 incidents · 1 unreadable, kept aside · 2 retries',
  );
  expect(message.text).toContain('PagerDuty refused the key: re-authenticate.');
  expect(JSON.stringify(message.blocks)).not.toMatch(/wxyz|dana@example|Sync now/);
  const admins = await say('adam', 'status production');
  expect(JSON.stringify(admins.blocks)).toMatch(/dana@example.com · key ending in wxyz.*Sync now/);
});

test('a name that nobody has brings the nearest as buttons', async () => {
  connect('Production', 'Staging');
  const message = await say('bob', 'status prodution');
  expect(message.text).toContain('No account is called “prodution”. Did you mean:');
  const status = await (await stage.slack.person('bob').click(message, 'Production')).reply();
  expect(status.text).toContain('*Production*');
});

test('sync is for admins; others learn who can help', async () => {
  connect('Production');
  expect((await say('adam', 'sync Production')).text).toBe('Production: a sync has started.');
  expect((await say('bob', 'sync Production')).text).toContain(
    'Only SEI Admins (by default the workspace admins and owners) can start a sync.',
  );
  expect(stage.fake.synced).toEqual(['int-0']);
});

test('a guest is refused everything', async () => {
  connect('Production');
  for (const words of ['', 'list', 'status', 'sync Production']) {
    expect((await say('gina', words)).text).toContain('answers full members only');
  }
});

test('an id of another workspace is not found', async () => {
  connect('Production');
  const message = await say('alice', 'list');
  stage.fake.integrations = [integration({ id: 'int-0', workspaceId: 'TOTHER' })];
  const status = await (await stage.slack.person('alice').click(message, 'Status')).reply();
  expect(status.text).toBe('This account is not connected any more.');
});

test('Home before connecting: the steps, and a button for those who may', async () => {
  const home = await stage.slack.openHome('alice');
  expect(JSON.stringify(home.blocks)).toContain('Three steps');
  await stage.slack.person('alice').click(home, 'Connect PagerDuty');
  await stage.slack.until(() =>
    stage.slack.modals('alice').find(({ callback_id }) => callback_id === 'connect'),
  );
  const others = await stage.slack.openHome('bob');
  expect(JSON.stringify(others.blocks)).toContain(`<@${stage.slack.person('alice').id}>`);
  expect(JSON.stringify(others.blocks)).not.toContain('connect_open');
});

test('Home after connecting: health; Status answers in the DM, since Home has no message', async () => {
  connect('Production');
  const home = await stage.slack.openHome('bob');
  expect(objects(home.blocks).some((block) => text(object(block.text).text).includes('HEALTHY'))).toBe(true);
  await stage.slack.person('bob').click(home, 'Status');
  await stage.slack.until(() => stage.slack.messages('bob')[0]?.text.includes('Production'));
});

test('Home of a guest says why it is empty', async () => {
  expect(JSON.stringify((await stage.slack.openHome('gina')).blocks)).toContain('answers full members only');
});
