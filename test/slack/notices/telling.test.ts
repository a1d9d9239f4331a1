import { afterEach, beforeEach, expect, test } from 'vitest';
import { integration } from '../records.ts';
import { type Stage, startStage } from '../setup.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
});

afterEach(async () => {
  await stage.settled();
  await stage.stop();
});

test('one whom Slack does not reach keeps nobody else from being told', async () => {
  const { slack, fake, surfaces } = stage;
  fake.integrations = [
    integration({ id: 'int-1', workspaceId: slack.team.id, ownerId: slack.person('alice').id }),
    integration({ id: 'int-2', workspaceId: slack.team.id, ownerId: slack.person('adam').id }),
  ];
  slack.faults.next('chat.postMessage', 'account_inactive');
  surfaces.aboutStore('The disk is full.');
  await stage.settled();
  expect(slack.messages('alice')).toEqual([]);
  expect(slack.messages('adam').map(({ text }) => text)).toEqual(['The disk is full.']);
  expect(fake.logged.join('\n')).toContain('A notice was not delivered.');
});
