import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { controlsOf, labelOf } from '../../simulators/slack/controls.ts';
import type { Message } from '../../simulators/slack/messages.ts';
import { report, statistics } from '../report-fixture.ts';
import { type Stage, startStage } from '../setup.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
  stage.fake.answer = async () => ({ kind: 'report', report: report() });
});

afterEach(async () => {
  await stage.settled();
  expect(stage.slack.problems).toEqual([]);
  await stage.stop();
});

const FIRST_LINE = 'checkout: MTTR 1h 39m (mean of 14 incidents, last 30 days)';

test('a question is answered to the asker alone', async () => {
  const bob = stage.slack.person('bob');
  const answer = await (await bob.command('/sei-mttr', 'service=checkout')).reply();
  expect(answer.text).toContain(FIRST_LINE);
  expect(answer.ephemeralTo).toBe(bob.id);
  expect(stage.fake.questions[0]?.filter).toEqual([
    { field: 'service', operator: 'equals', values: ['checkout'] },
  ]);
});

test('public shows it to the channel, with the name of who asked', async () => {
  const { slack } = stage;
  await slack.person('bob').command('/sei-mttr', 'checkout public', { channel: 'payments' });
  const [answer] = await slack.until(
    () => slack.messages('payments').length > 0 && slack.messages('payments'),
  );
  expect(JSON.stringify(answer?.blocks)).toContain(`<@${slack.person('bob').id}> asked: `);
});

test.each([
  ['partners', 'People of another organisation are in this channel'],
  ['secret', 'Invite it first'],
])('public in #%s stays private, and says why', async (channel, why) => {
  const { slack } = stage;
  const alice = slack.person('alice');
  const answer = await (await alice.command('/sei-mttr', 'checkout public', { channel })).reply();
  expect(answer.ephemeralTo).toBe(alice.id);
  expect(answer.text).toContain(why);
  expect(answer.text).toContain(FIRST_LINE);
});

test('a button asks the next question; the answer is for who pressed it', async () => {
  const { slack, fake } = stage;
  const bob = slack.person('bob');
  await bob.command('/sei-mttr', 'checkout public', { channel: 'payments' });
  const shown = await slack.until(() => slack.messages('payments')[0]);
  const carol = slack.person('carol');
  const answer = await (await carol.click(shown, 'By priority')).reply();
  expect(answer.ephemeralTo).toBe(carol.id);
  expect(fake.questions.at(-1)?.by).toEqual(['priority']);
});

test('"Refresh" takes the place of the answer', async () => {
  const { slack } = stage;
  const bob = slack.person('bob');
  const answer = await (await bob.command('/sei-mttr', 'checkout')).reply();
  await bob.click(answer, 'Refresh');
  await slack.until(() => slack.ephemerals('bob')[0]?.edited);
  expect(slack.ephemerals('bob')).toHaveLength(1);
});

test('Share asks anew and shows the answer with the name', async () => {
  const { slack } = stage;
  const bob = slack.person('bob');
  const answer = await (await bob.command('/sei-mttr', 'checkout', { channel: 'payments' })).reply();
  await bob.click(answer, 'Share');
  const shared = await slack.until(() => slack.messages('payments')[0]);
  expect(JSON.stringify(shared.blocks)).toContain(`<@${bob.id}> asked: `);
  expect(stage.fake.questions).toHaveLength(2);
});

test('a menu settles an ambiguous name', async () => {
  const { slack, fake } = stage;
  const bob = slack.person('bob');
  fake.answer = async ({ filter }) =>
    filter[0]?.values[0] === 'PBBB'
      ? { kind: 'report', report: report() }
      : {
          kind: 'ambiguous',
          name: { field: 'service', text: 'checkout' },
          candidates: [
            { id: 'PAAA', name: 'checkout', integration: 'Production' },
            { id: 'PBBB', name: 'checkout', integration: 'Staging' },
          ],
        };
  const asked = await (await bob.command('/sei-mttr', 'checkout')).reply();
  const answer = await (await bob.select(asked, 'mttr_choose', 'checkout (Staging)')).reply();
  expect(answer.text).toContain(FIRST_LINE);
});

test.each(['gina', 'uma'])('a guest (%s) is refused', async (name) => {
  const answer = await (await stage.slack.person(name).command('/sei-mttr', 'checkout')).reply();
  expect(answer.text).toContain('answers full members only');
  expect(stage.fake.questions).toEqual([]);
});

test('a guest who presses a button in a channel is refused too', async () => {
  const { slack, fake } = stage;
  await slack.person('bob').command('/sei-mttr', 'checkout public', { channel: 'payments' });
  const shown = await slack.until(() => slack.messages('payments')[0]);
  const answer = await (await slack.person('gina').click(shown, 'By priority')).reply();
  expect(answer.text).toContain('answers full members only');
  expect(fake.questions).toHaveLength(1);
});

test('what was not understood is said, with the way to the help', async () => {
  const bob = stage.slack.person('bob');
  const answer = await (await bob.command('/sei-mttr', 'prioritty=P1')).reply();
  expect(answer.text).toBe(
    "I don't know `prioritty=`. Did you mean `priority=`?\nTry: `/sei-mttr priority=P1`",
  );
  const help = await (await bob.click(answer, 'Help')).reply();
  expect(help.text).toContain('/sei-mttr service="payment api",ledger last=90d');
});

test('where nothing of the text is left, the way on is the answer for everything', async () => {
  const bob = stage.slack.person('bob');
  const answer = await (await bob.command('/sei-mttr', 'created=2026-10')).reply();
  expect(answer.text).toMatch(/^I don't know `created=`[\s\S]*\nTry: `\/sei-mttr`$/);
  await (await bob.click(answer, 'Try all services')).reply();
  expect(stage.fake.questions.at(-1)?.filter).toEqual([]);
});

test('an error nobody foresaw is told with an id that is in the log', async () => {
  stage.fake.answer = async () => {
    throw new Error('disk on fire');
  };
  const answer = await (await stage.slack.person('bob').command('/sei-mttr', 'checkout')).reply();
  expect(answer.text).toContain('e7r0r1d5');
  expect(answer.text).not.toContain('disk on fire');
  expect(stage.fake.logged.join('\n')).toMatch(/e7r0r1d5.*disk on fire/);
});

test('the shutdown waits for an answer that is under way', async () => {
  const { slack, fake, services } = stage;
  const { promise, resolve } = Promise.withResolvers<void>();
  fake.answer = async () => {
    await promise;
    return { kind: 'report', report: report() };
  };
  const asked = await slack.person('bob').command('/sei-mttr', 'checkout');
  expect(await services.inFlight.drain(10)).toBe('cut off');
  resolve();
  expect(await services.inFlight.drain(5_000)).toBe('drained');
  expect(asked.replies()).toHaveLength(1);
});

test('where nothing matched, the filter that left most out is named, with a button without it', async () => {
  stage.fake.answer = async ({ filter }) => {
    const n = filter.some(({ field }) => field === 'urgency') ? 0 : filter.length === 0 ? 90 : 43;
    return { kind: 'report', report: report({ recovery: n === 0 ? null : statistics({ n }) }) };
  };
  const message = await (
    await stage.slack.person('bob').command('/sei-mttr', 'service=checkout urgency=low')
  ).reply();
  expect(message.text).toContain(
    'The filter on urgency low left most out: without it there are 43 incidents.',
  );
  await (await stage.slack.person('bob').click(message, 'Without urgency low')).reply();
  expect(stage.fake.questions.at(-1)?.filter).toEqual([
    { field: 'service', operator: 'equals', values: ['checkout'] },
  ]);
});

test('of a number of incidents those are told that count, recovered or not', async () => {
  stage.fake.answer = async ({ filter, metric }) => {
    const { definition } = report();
    const total = filter.length === 0 ? 43 : 0;
    const trend = { bucket: 'day', points: [] } as const;
    const counts = { total, of: total, before: null, rows: [], overlapping: false, zonesAssumed: 0, trend };
    return {
      kind: 'report',
      report: report({ recovery: null, counts, definition: { ...definition, metric } }),
    };
  };
  const message = await (
    await stage.slack.person('bob').command('/sei-mttr', 'metric=count urgency=low')
  ).reply();
  expect(message.text).toContain('without it there are 43 incidents.');
});

test.each([
  ['checkout pubilc', 'For everybody in the channel write `public`.'],
  ['checkout cvs', 'For a file write `csv`.'],
])('a slip in a word that stands alone: %s', async (words, hint) => {
  stage.fake.answer = async () => ({
    kind: 'unknown name',
    name: { field: 'service', text: words },
    nearest: ['checkout'],
  });
  const message = await (await stage.slack.person('bob').command('/sei-mttr', words)).reply();
  expect(message.text).toBe(`No service is called “${words}”. ${hint} Did you mean: checkout`);
});

describe('where nothing matched one service alone', () => {
  const ofLastDays = (enough: number) => {
    stage.fake.answer = async ({ range }) => {
      const n = range.kind === 'last' && range.days >= enough ? 3 : 0;
      return { kind: 'report', report: report({ recovery: n === 0 ? null : statistics({ n }) }) };
    };
  };
  const buttonsOf = ({ blocks }: Message) =>
    controlsOf(blocks).filter((control) => labelOf(control).startsWith('Last '));

  test('the service is not to blame: a longer time is named', async () => {
    ofLastDays(365);
    const message = await (await stage.slack.person('bob').command('/sei-mttr', 'checkout last=7d')).reply();
    expect(message.text).toContain('In the last 365 days there are 3 incidents.');
    expect(message.text).not.toContain('left most out');
    expect(buttonsOf(message).map(labelOf)).toEqual(['Last 365 days', 'Last 90 days']);
  });

  test('what the answer offers already is offered once', async () => {
    ofLastDays(90);
    const message = await (await stage.slack.person('bob').command('/sei-mttr', 'checkout')).reply();
    expect(message.text).toContain('In the last 90 days there are 3 incidents.');
    expect(buttonsOf(message).map(labelOf)).toEqual(['Last 90 days']);
  });

  test('where a year has none either, nothing more is said', async () => {
    ofLastDays(1_000);
    const message = await (await stage.slack.person('bob').command('/sei-mttr', 'checkout')).reply();
    expect(message.text).not.toMatch(/left most out|In the last \d+ days there/);
  });
});

test.each(['help desk', 'Help-Desk', 'help metrics pipeline'])(
  'a service called “%s” is asked about',
  async (name) => {
    stage.fake.answer = async () => ({ kind: 'report', report: report() });
    const message = await (await stage.slack.person('bob').command('/sei-mttr', name)).reply();
    expect(message.text).toContain('MTTR 1h 39m');
    expect(stage.fake.questions.at(-1)?.filter).toEqual([
      { field: 'service', operator: 'equals', values: [name] },
    ]);
  },
);

test.each([
  ['help', 'Ask how fast you recover'],
  [' HELP! ', 'Ask how fast you recover'],
  ['help metric', 'MTTR is the mean of'],
  ['Help metrics?', 'MTTR is the mean of'],
])('“%s” is help', async (typed, words) => {
  const message = await (await stage.slack.person('bob').command('/sei-mttr', typed)).reply();
  expect(message.text).toContain(words);
});
