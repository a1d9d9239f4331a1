import { describe, expect, test } from 'vitest';
import type { ConnectOutcome } from '../../../src/integrations/connections.ts';
import { type Json, objects, text } from '../../simulators/slack/json.ts';
import type { View } from '../../simulators/slack/views.ts';
import { integration, NOW, syncStatus } from '../records.ts';
import type { Stage } from '../setup.ts';
import { connectStageForEachTest, KEY, openForm, words } from './connect-stage.ts';

const FORM = {
  name: 'Production',
  username: 'dana@example.com',
  apiKey: KEY,
  description: 'All of it',
  tags: 'eu, payments',
};

let stage: Stage;
connectStageForEachTest((started) => {
  stage = started;
});

/** The small print right above an input. */
function above(view: View, blockId: string): string {
  const index = view.blocks.findIndex(({ block_id }) => block_id === blockId);
  return objects(view.blocks[index - 1]?.elements)
    .map((element: Json) => text(element.text))
    .join();
}

test('mistakes that need no network stand under their inputs at once', async () => {
  const form = await openForm(stage);
  stage.fake.problems = { name: 'Production exists. Choose another name.', url: 'Private address.' };
  const sent = await stage.slack.person('alice').submit(form, { ...FORM, region: 'eu' });
  expect(sent.errors).toEqual({
    name: 'Production exists. Choose another name.',
    region: 'Private address.',
  });
  expect(stage.fake.forms).toEqual([]);
});

test('a key that PagerDuty refuses in time is an error under the key', async () => {
  const form = await openForm(stage);
  stage.fake.connect = async () => ({
    kind: 'refused',
    problems: { apiKey: 'PagerDuty refused this key.' },
    acceptable: false,
  });
  const sent = await stage.slack.person('alice').submit(form, FORM);
  expect(sent.errors).toEqual({ apiKey: 'PagerDuty refused this key.' });
});

test('what is typed reaches the service; connecting shows what happens next, and a message', async () => {
  const form = await openForm(stage);
  const { slack, fake } = stage;
  fake.status = syncStatus({
    running: true,
    incidents: 1_204,
    backfill: {
      stored: 1_204,
      expected: 2_867,
      floor: NOW - 365 * 86_400,
      coveredFrom: NOW - 86_400,
      timeLeft: 42,
    },
  });
  fake.connect = async ({ name }) => ({
    kind: 'connected',
    integration: integration({ name, ownerId: slack.person('alice').id, workspaceId: slack.team.id }),
  });
  const sent = await slack
    .person('alice')
    .submit(form, { ...FORM, region: 'other', url: 'https://pd.example', titles: 'hidden' });
  expect(sent.errors).toEqual({});
  expect(fake.forms).toEqual([
    {
      name: 'Production',
      url: 'https://pd.example',
      username: 'dana@example.com',
      apiKey: KEY,
      description: 'All of it',
      tags: ['eu', 'payments'],
      titles: 'hidden',
      acceptsUserKey: false,
    },
  ]);
  expect(words(slack.modals('alice')[0] as View)).toContain('*Production is connected.*');

  const [message] = await slack.until(() => {
    const messages = slack.messages('alice');
    return messages.length > 0 && messages;
  });
  expect(message?.text).toMatch(
    /^Production: loading incidents, 41 %\. 1,204 of 2,867 incidents · complete back to .* · about 45s left$/,
  );
});

test('the message follows the backfill, survives a restart, and ends with what to do next', async () => {
  const form = await openForm(stage);
  const { slack, fake } = stage;
  const alice = slack.person('alice');
  const loading = { stored: 10, expected: 100, floor: 0, coveredFrom: null, timeLeft: null };
  fake.status = syncStatus({ coverage: null, backfill: loading, running: true });
  fake.connect = async () => ({
    kind: 'connected',
    integration: integration({ ownerId: alice.id, workspaceId: slack.team.id }),
  });
  await alice.submit(form, FORM);
  await slack.until(() => slack.messages('alice')[0]?.text.includes('10 %'));
  await stage.settled();
  expect(fake.integrations[0]?.progressMessage).not.toBeNull();

  const told = { workspaceId: slack.team.id, integrationId: 'int-1' };
  fake.status = syncStatus({ coverage: null, backfill: { ...loading, stored: 60 }, running: true });
  for (let i = 0; i < 20; i++) fake.emit({ kind: 'progress', ...told, progress: { ...loading, stored: 60 } });
  await slack.until(() => slack.messages('alice')[0]?.text.includes('60 %'));

  fake.status = syncStatus({ incidents: 100 });
  fake.directory = {
    ...fake.directory,
    services: [{ id: 'P1', name: 'checkout', status: 'active', autoResolveTimeout: null, deletedAt: null }],
  };
  await stage.surfaces.resume();
  const last = slack.messages('alice').at(-1);
  expect(slack.messages('alice')).toHaveLength(1);
  expect(last?.text).toMatch(
    /^Production is ready: 100 incidents since .*`\/sei-mttr service=checkout last=30d`/,
  );
  expect(fake.integrations[0]?.progressMessage).toBeNull();
});

test('a user key is refused once and accepted on the second submit, for the same account only', async () => {
  const form = await openForm(stage);
  const { slack, fake } = stage;
  const alice = slack.person('alice');
  fake.connect = async ({ acceptsUserKey }) =>
    acceptsUserKey
      ? { kind: 'connected', integration: integration({ ownerId: alice.id, workspaceId: slack.team.id }) }
      : {
          kind: 'refused',
          problems: { apiKey: 'This user key sees only what Dana may see.' },
          acceptable: true,
        };

  await alice.submit(form, FORM);
  const offered = slack.modals('alice')[0] as View;
  expect(above(offered, 'apiKey')).toContain('This user key sees only what Dana may see.');

  await alice.submit(offered, { ...FORM, username: 'sam@example.com' });
  expect(fake.forms.map(({ acceptsUserKey }) => acceptsUserKey)).toEqual([false, false]);

  await alice.submit(slack.modals('alice')[0] as View, { ...FORM, username: 'sam@example.com' });
  expect(fake.forms.at(-1)?.acceptsUserKey).toBe(true);
  expect(words(slack.modals('alice')[0] as View)).toContain('is connected');
});

test('a slow PagerDuty: "Checking…", then the form again with everything but the key', async () => {
  const form = await openForm(stage);
  const { slack, fake } = stage;
  const { promise, resolve } = Promise.withResolvers<void>();
  fake.connect = async () => {
    await promise;
    return { kind: 'refused', problems: { apiKey: 'No answer from PagerDuty.' }, acceptable: false };
  };
  await slack.person('alice').submit(form, { ...FORM, region: 'eu' });
  expect(words(slack.modals('alice')[0] as View)).toContain('*Checking…*');

  resolve();
  const again = await slack.until(() =>
    slack.modals('alice').find(({ callback_id }) => callback_id === 'connect'),
  );
  expect(above(again, 'apiKey')).toContain('No answer from PagerDuty.');
  expect(again.state.values).toMatchObject({
    name: { value: { value: 'Production' } },
    region: { value: { selected_option: { value: 'eu' } } },
    username: { value: { value: 'dana@example.com' } },
    tags: { value: { value: 'eu, payments' } },
  });
  expect(JSON.stringify(again)).not.toContain(KEY);
});

describe('whoever closed the modal while PagerDuty took its time', () => {
  async function closedMeanwhile(connect: () => Promise<ConnectOutcome>) {
    const form = await openForm(stage);
    const { slack, fake } = stage;
    const { promise, resolve } = Promise.withResolvers<void>();
    fake.connect = async () => {
      await promise;
      return connect();
    };
    await slack.person('alice').submit(form, FORM);
    await slack.person('alice').close();
    resolve();
    return slack.until(() => slack.messages('alice').at(-1));
  }

  test('is told why it was not connected', async () => {
    const told = await closedMeanwhile(async () => ({
      kind: 'refused',
      problems: { url: 'No <b> PagerDuty & no answer.' },
      acceptable: false,
    }));
    expect(told.text).toBe(
      'PagerDuty was not connected. No &lt;b&gt; PagerDuty &amp; no answer. Try again: `/sei-pagerduty connect`',
    );
  });

  test('is told of an error nobody foresaw, by its id', async () => {
    const told = await closedMeanwhile(async () => {
      throw new Error('disk on fire');
    });
    expect(told.text).toContain('e7r0r1d5');
  });
});

test('an error nobody foresaw shows an id in the modal, and the id is in the log', async () => {
  const form = await openForm(stage);
  stage.fake.connect = async () => {
    throw new Error('disk on fire');
  };
  await stage.slack.person('alice').submit(form, FORM);
  expect(words(stage.slack.modals('alice')[0] as View)).toContain('e7r0r1d5');
  expect(stage.fake.logged.join('\n')).toMatch(/e7r0r1d5.*disk on fire/);
});

test('a forged submission by a member connects nothing', async () => {
  const form = await openForm(stage);
  const { slack, fake } = stage;
  const bob = slack.person('bob');
  const payload = {
    type: 'view_submission',
    team: { id: slack.team.id, domain: 'x' },
    user: { id: bob.id, name: 'bob', team_id: slack.team.id },
    view: { ...form, app_installed_team_id: slack.team.id },
    api_app_id: 'A1',
    token: 'x',
    trigger_id: 'x',
  };
  const ack = await slack.deliver(new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
  expect(ack.body).toContain('can connect PagerDuty.');
  expect(fake.forms).toEqual([]);
});

test('once it is connected, neither a Home nor a DM that Slack refuses makes the modal say otherwise', async () => {
  const form = await openForm(stage);
  const { slack, fake } = stage;
  fake.connect = async ({ name }) => ({
    kind: 'connected',
    integration: integration({ name, ownerId: slack.person('alice').id, workspaceId: slack.team.id }),
  });
  slack.faults.always('chat.postMessage', 'channel_not_found');
  slack.faults.always('views.publish', 'not_enabled');
  await slack.person('alice').submit(form, FORM);
  await stage.settled();
  expect(words(slack.modals('alice')[0] as View)).toContain('*Production is connected.*');
  expect(fake.logged.join('\n')).toContain('A Home was not drawn after a change.');
});
