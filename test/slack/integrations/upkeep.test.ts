import { afterEach, beforeEach, expect, test } from 'vitest';
import { incident } from '../../fixtures/incident.ts';
import { controlsOf, labelOf } from '../../simulators/slack/controls.ts';
import { object, text } from '../../simulators/slack/json.ts';
import type { View } from '../../simulators/slack/views.ts';
import { integration } from '../records.ts';
import { type Stage, startStage } from '../setup.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
  stage.fake.integrations = [integration({ workspaceId: stage.slack.team.id })];
});

afterEach(async () => {
  await stage.settled();
  expect(stage.slack.problems).toEqual([]);
  await stage.stop();
});

/** The modal that a person sees once it is filled. */
function modal(person: string, callbackId?: string): Promise<View> {
  return stage.slack.until(() => {
    const top = stage.slack.modals(person).at(-1);
    if (top === undefined || JSON.stringify(top.blocks).includes('One moment…')) return null;
    return callbackId === undefined || top.callback_id === callbackId ? top : null;
  });
}

async function statusOf(person: string) {
  return (await stage.slack.person(person).command('/sei-pagerduty', 'status')).reply();
}

test('edit opens with what is stored, and saves it', async () => {
  await stage.slack.person('alice').command('/sei-pagerduty', 'edit "production"');
  const view = await modal('alice', 'integration_edit');
  expect(JSON.stringify(view.blocks)).toContain('"initial_value":"Production"');
  const sent = await stage.slack.person('alice').submit(view, { name: 'Live', tags: 'eu, payments' });
  expect(sent.errors).toEqual({});
  expect(stage.fake.integrations).toMatchObject([{ name: 'Live', tags: ['eu', 'payments'] }]);
  expect(stage.slack.modals('alice')).toEqual([]);
});

test('a member who types edit, reauth or delete learns in the modal who can', async () => {
  for (const words of ['edit', 'reauth Production', 'delete Production']) {
    await stage.slack.person('bob').command('/sei-pagerduty', words);
    expect(JSON.stringify((await modal('bob')).blocks)).toContain('Only SEI Admins');
  }
  expect(stage.fake.upkept).toEqual([]);
});

test('a new key: refused at its input, then taken', async () => {
  const alice = stage.slack.person('alice');
  await alice.click(await statusOf('alice'), 'New key');
  const view = await modal('alice', 'integration_reauth');
  expect(text(object(view.submit).text)).toBe('Validate connection');
  expect((await alice.submit(view, { apiKey: 'wrong' })).errors).toEqual({
    apiKey: 'PagerDuty refused this key.',
  });
  await alice.submit(view, { apiKey: 'right' });
  expect(JSON.stringify((await modal('alice')).blocks)).toContain('PagerDuty took the new key of Production');
  expect(stage.slack.leaks('right')).toEqual([]);
});

test('pause asks first, then status says PAUSED and offers to resume', async () => {
  const alice = stage.slack.person('alice');
  const asked = await (await alice.command('/sei-pagerduty', 'pause')).reply();
  expect(asked.text).toContain('Pause Production? Nothing is read from PagerDuty until it is resumed');
  expect(stage.fake.upkept).toEqual([]);
  await alice.click(asked, 'Pause');
  const shown = await stage.slack.until(() =>
    stage.slack.ephemerals('alice').find(({ blocks }) => JSON.stringify(blocks).includes('Resume')),
  );
  await alice.click(shown, 'Resume');
  await stage.slack.until(() => stage.fake.upkept.includes('resume int-1'));
  expect(stage.fake.upkept).toEqual(['pause int-1', 'resume int-1']);
});

test('the button of the status asks by itself', async () => {
  const status = await (await stage.slack.person('alice').command('/sei-pagerduty', 'status')).reply();
  const pause = controlsOf(status.blocks).find((control) => labelOf(control) === 'Pause');
  expect(pause?.element.confirm).toBeDefined();
});

test('delete names what it takes along, and only then deletes', async () => {
  const alice = stage.slack.person('alice');
  await alice.command('/sei-pagerduty', 'delete Production');
  const view = await modal('alice', 'integration_delete');
  expect(JSON.stringify(view.blocks)).toContain('2,867 stored incidents');
  expect(JSON.stringify(view.blocks)).toContain('It is taken out of 1 collection: “Payments”.');
  expect(stage.fake.integrations).toHaveLength(1);
  await alice.submit(view);
  expect(JSON.stringify((await modal('alice')).blocks)).toContain('Production is deleted');
  expect(stage.fake.integrations).toEqual([]);
});

test('a spot check shows what is stored of a number, or that it is not', async () => {
  stage.fake.incidents = [incident({ number: 48213, title: 'Payments <fail>' })];
  const alice = stage.slack.person('alice');
  await alice.click(await statusOf('alice'), 'Spot check');
  const view = await modal('alice', 'integration_spot');
  expect((await alice.submit(view, { number: 'abc' })).errors).toEqual({
    number: 'The number of an incident, e.g. 48213.',
  });
  await alice.submit(view, { number: '#48213' });
  expect(JSON.stringify((await modal('alice')).blocks)).toContain('Payments &lt;fail&gt;');
  await alice.submit(undefined, { number: '7' });
  expect(JSON.stringify((await modal('alice')).blocks)).toContain('#7 is not stored');
});

test('a form of an account that is gone says so', async () => {
  const status = await statusOf('alice');
  stage.fake.integrations = [];
  await stage.slack.person('alice').click(status, 'Edit');
  expect(JSON.stringify((await modal('alice')).blocks)).toContain('not connected any more');
});

test('names of 60 characters and hostile ones fit everywhere', async () => {
  for (const name of ['x', `${'W'.repeat(55)}<&>"'`]) {
    stage.fake.integrations = [integration({ workspaceId: stage.slack.team.id, name })];
    const alice = stage.slack.person('alice');
    await statusOf('alice');
    for (const words of ['list', 'pause', 'resume', 'sync'])
      await (await alice.command('/sei-pagerduty', words)).reply();
    for (const words of ['edit', 'reauth', 'delete']) {
      await alice.command('/sei-pagerduty', words);
      await modal('alice', `integration_${words}`);
    }
  }
});
