import { afterAll, beforeAll, expect, test } from 'vitest';
import { object, objects, text } from '../simulators/slack/json.ts';
import type { Message } from '../simulators/slack/messages.ts';
import { renderText } from '../simulators/slack/render-text.ts';
import type { View } from '../simulators/slack/views.ts';
import { connectAccount, type Stage, startStage } from '../simulators/stage.ts';

// One number from question to incident and back: the real app, its store and its statistics.
let stage: Stage;

beforeAll(async () => {
  stage = await startStage({ pagerduty: { seed: 3, incidents: 400, months: 3 } });
  await connectAccount(stage);
}, 60_000);
afterAll(() => stage.stop());

async function ask(words: string, name = 'alice'): Promise<Message> {
  return (await stage.slack.person(name).command('/sei-mttr', words)).reply(20_000);
}

/** The modal on top, once it says this. */
async function shows(words: string, name = 'alice'): Promise<View> {
  const { slack } = stage;
  return slack.until(() => {
    const top = slack.modals(name).at(-1);
    return top && read(top).includes(words) ? top : null;
  }, 20_000);
}

function read(what: View | Message): string {
  return renderText(what, { columns: 400 });
}

function reportId(answer: Message): string {
  return /report (\w{5})/.exec(answer.text)?.[1] ?? '';
}

/** How many incidents a headline counts. */
function counted(words: string): number {
  return Number(/mean of (\d+) incidents/.exec(words)?.[1]);
}

test.each([
  ['metric=mtta', /MTTA .*mean of \d+ incidents/],
  ['metric=count', /\d+ incidents resolved \(last 30 days\); \d+ in the 30 days before/],
  ['metric=after-hours', /\d+ of \d+ incidents began after hours/],
  ['by=priority,urgency', /MTTR .*mean of \d+ incidents/],
  ['by=team', /DORA warns against comparing teams/],
  ['by=status', /MTTR /],
  ['by=week last=60d', /the 60 days before/],
  ['track=created last=60d', /Counting the \d+ .* as not recovered, half recover within/],
  ['by=user', /People are not compared here/],
  ['report=00000', /There is no report 00000 here/],
])('%s is answered in its own words', async (words, expected) => {
  const answer = await ask(words, 'bob');
  expect(`${answer.text}\n${read(answer)}`).toMatch(expected);
});

test('a number opens into exactly its incidents, and is computed again without some of them', async () => {
  const { slack } = stage;
  const alice = slack.person('alice');
  const answer = await ask('checkout last=60d');
  const n = counted(answer.text);
  await alice.click(answer, `${n} incidents`);
  const opened = await shows('The longest first.');
  expect(read(opened)).toContain(`${n} incidents counted`);

  await alice.select(opened, 'incidents_switches', ['highUrgencyOnly']);
  const switched = await shows('As it is:');
  expect(counted(read(switched))).toBeLessThan(n);
  expect(read(switched)).not.toContain('low urgency');
  await alice.close();
});

test('excluding one incident changes the number; the earlier report stays, and says why it would differ', async () => {
  const { slack } = stage;
  const alice = slack.person('alice');
  const before = await ask('checkout last=60d');
  const n = counted(before.text);
  await alice.click(before, `${n} incidents`);
  const opened = await shows('The longest first.');
  const row = opened.blocks.find((block) => block.accessory !== undefined);
  const choice = objects(object(row?.accessory).options).find(({ value }) =>
    text(value).startsWith('exclude'),
  );
  await alice.select(opened, text(row?.block_id), text(choice?.value));
  await alice.submit(await shows('Your name, the date and the reason'), { reason: 'A drill' });
  await shows(`${n - 1} incidents counted`);
  await alice.close();

  const after = await ask('checkout last=60d');
  expect(counted(after.text)).toBe(n - 1);
  expect(after.text).toContain('1 excluded by hand');
  const again = await ask(`report=${reportId(before)}`);
  expect(counted(again.text)).toBe(n);
  expect(again.text).toMatch(/was excluded by hand: .* then, not counted now/);

  await alice.click(after, 'About this number');
  expect(read(await shows('How it is measured'))).toContain('A drill');
  await alice.close();
});

test('the file holds exactly the rows behind the number', async () => {
  const { slack } = stage;
  const answer = await ask('checkout last=60d csv');
  const file = await slack.until(() =>
    slack.files().find(({ name }) => name === `mttr-${reportId(answer)}.csv`),
  );
  const rows = file.data.toString().trimEnd().split('\r\n').slice(1);
  expect(rows.filter((row) => row.endsWith(',yes'))).toHaveLength(counted(answer.text));
  expect(rows.filter((row) => row.endsWith(',excluded by hand'))).toHaveLength(1);
});

test('a profile says what it would change before it is saved, and then holds', async () => {
  const { slack } = stage;
  const alice = slack.person('alice');
  const n = counted((await ask('')).text);
  await alice.command('/sei-pagerduty', 'profile');
  await alice.click(await shows('There is none yet'), 'New profile');
  await alice.submit(await shows('Which event must lie'), {
    name: 'P1 only',
    values_0_priority_pick: ['P1'],
    places: ['Whole workspace (the default)'],
  });
  const asked = await shows('Is this meant?');
  const [, was, then] = /: (\d+) → (\d+)/.exec(read(asked)) ?? [];
  expect(Number(then)).toBeLessThan(Number(was));
  await alice.submit(asked);
  await shows('P1 only is saved.');
  const answer = await ask('');
  expect(counted(answer.text)).toBeLessThan(n);
  expect(answer.text).toContain('profile P1 only');
});

test('nothing of it was against the rules of Slack', () => {
  expect(stage.slack.problems).toEqual([]);
});
