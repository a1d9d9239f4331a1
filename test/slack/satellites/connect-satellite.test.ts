import { expect, test } from 'vitest';
import { object, text } from '../../simulators/slack/json.ts';
import type { View } from '../../simulators/slack/views.ts';
import { connectStageForEachTest, KEY, openForm } from '../connect/connect-stage.ts';
import { syncStatus } from '../records.ts';
import type { Stage } from '../setup.ts';

const TICK = 'Only our network reaches PagerDuty (satellite; no key here)';

let stage: Stage;
connectStageForEachTest((started) => {
  stage = started;
  stage.fake.status = syncStatus({ satellite: 'waiting', backfill: null, coverage: null, health: 'UNKNOWN' });
});

const top = () => stage.slack.modals('alice').at(-1);
const has = (view: View | undefined, block: string) =>
  view?.blocks.some(({ block_id }) => block_id === block) ?? false;
const words = (view: View | undefined) => JSON.stringify(view?.blocks ?? []);

/** The form with the satellite ticked, after it was drawn anew. */
async function tickedForm(values: Record<string, string> = {}): Promise<View> {
  const alice = stage.slack.person('alice');
  const filled = await alice.fill(await openForm(stage), values);
  await alice.select(filled, 'satellite', [TICK]);
  return stage.slack.until(() => {
    const view = top();
    return view && !has(view, 'apiKey') ? view : null;
  });
}

test('ticking takes the key’s input away with what was typed into it, and leaves everything else', async () => {
  const form = await tickedForm({ name: 'Plant', username: 'dana@example.com', apiKey: KEY });
  expect(words(form)).toContain('The key stays in your network');
  expect(words(form)).toContain('"initial_value":"Plant"');
  expect(words(form)).not.toContain(KEY);
  expect(text(object(form.submit).text)).toBe('Save');

  await stage.slack.person('alice').select(form, 'satellite', []);
  const again = await stage.slack.until(() => (has(top(), 'apiKey') ? top() : null));
  const key = again.blocks.find(({ block_id }) => block_id === 'apiKey');
  expect(JSON.stringify(key)).not.toContain('initial_value');
});

test('saving hands satellite.yml over at once, with three lines on what to do', async () => {
  const form = await tickedForm();
  const sent = await stage.slack.person('alice').submit(form, {
    name: 'Plant',
    region: 'other',
    url: 'http://10.0.0.7:8080/pagerduty',
    username: 'dana@example.com',
    tags: 'eu',
  });
  expect(sent.errors).toEqual({});
  expect(words(top())).toContain('waits for its satellite');
  const file = await stage.slack.until(() =>
    stage.slack.files().find(({ name }) => name === 'satellite.yml'),
  );
  expect(String(file.data)).toBe('satellite:\n');
  expect(stage.fake.satelliteForms).toEqual([
    {
      name: 'Plant',
      url: 'http://10.0.0.7:8080/pagerduty',
      username: 'dana@example.com',
      description: '',
      tags: ['eu'],
      titles: 'shown',
    },
  ]);
  expect(stage.fake.forms).toEqual([]);
  const told = stage.slack
    .messages('alice')
    .find((message) => message.text.includes('satellite.yml for Plant'));
  expect(told?.text.split('\n').slice(1)).toHaveLength(3);
  expect(told?.text).toContain('--check');
  const progress = await stage.slack.until(() =>
    stage.slack.messages('alice').find((message) => message.text.includes('waits for its satellite')),
  );
  expect(JSON.stringify(progress.blocks)).toContain('New satellite.yml');
});

test('mistakes stand under their inputs, and nothing is handed over', async () => {
  stage.fake.problems = { name: 'Plant exists. Choose another name.' };
  const form = await tickedForm();
  const sent = await stage.slack.person('alice').submit(form, { name: 'Plant', username: 'd@example.com' });
  expect(sent.errors).toEqual({ name: 'Plant exists. Choose another name.' });
  await stage.settled();
  expect(stage.slack.files()).toEqual([]);
});

test('without PUBLIC_URL the form says what is missing, before and after it is sent', async () => {
  stage.fake.satellites.reachable = false;
  const form = await tickedForm();
  expect(words(form)).toContain('PUBLIC_URL');
  const sent = await stage.slack.person('alice').submit(form, { name: 'Plant', username: 'd@example.com' });
  expect(sent.errors.satellite).toContain('ask the operator to set PUBLIC_URL');
  expect(stage.fake.satelliteForms).toEqual([]);
});

test('who ticks and sends faster than the form follows sends no key on', async () => {
  const alice = stage.slack.person('alice');
  const form = await openForm(stage);
  const sent = await alice.submit(form, {
    name: 'Plant',
    username: 'd@example.com',
    apiKey: KEY,
    satellite: [TICK],
  });
  expect(sent.errors).toEqual({});
  await stage.slack.until(() => stage.fake.satelliteForms.length > 0);
  expect(JSON.stringify(stage.fake.satelliteForms)).not.toContain(KEY);
  expect(stage.fake.forms).toEqual([]);
});

test('a member who forges the tick learns who can help', async () => {
  const forged = await stage.slack
    .person('bob')
    .forge({ type: 'checkboxes', action_id: 'connect_satellite', selected_options: [] });
  expect((await forged.reply()).text).toContain('can connect PagerDuty');
});
