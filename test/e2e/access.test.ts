import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LISTENERS, sampleOf } from '../access/listener-table.ts';
import type { Json } from '../simulators/slack/json.ts';
import type { Outcome } from '../simulators/slack/person.ts';
import type { Stage } from '../simulators/stage.ts';
import { FOREIGN, HIDDEN, type HidingStage, SECOND, startHidingStage } from './hiding-stage.ts';

let hiding: HidingStage;
let stage: Stage;
let ids: readonly string[];
beforeAll(async () => {
  hiding = await startHidingStage();
  ({ stage, ids } = hiding);
}, 60_000);
afterAll(() => hiding.stop());

/** The ways in which an id can stand in an action, a view or a menu. */
function forms(id: string): string[] {
  return [
    id,
    JSON.stringify({ kind: 'integration', id }),
    JSON.stringify({ kind: 'collection', id }),
    JSON.stringify({ id }),
  ];
}

/** Words that must not be there, with what stands around them. */
function wordsIn(heard: string): string[] {
  return [...heard.matchAll(new RegExp(`.{0,80}(?:${HIDDEN.source}|${FOREIGN.source}).{0,40}`, 'g'))]
    .map(([found]) => found)
    .slice(0, 5);
}

/** So many at a time. */
async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += 10)
    results.push(...(await Promise.all(items.slice(at, at + 10).map(work))));
  return results;
}

/** Everything that the app said while somebody tried: calls of Slack, answers, menus. */
async function heardWhile(work: () => Promise<readonly (Outcome | undefined)[]>): Promise<string> {
  stage.slack.forget();
  const outcomes = await work();
  let calls = -1;
  while (calls !== stage.slack.calls.length) {
    calls = stage.slack.calls.length;
    await wait(60);
  }
  return JSON.stringify([
    stage.slack.calls.map(({ method, args }) => [method, args]),
    outcomes.map((outcome) => [
      outcome?.ack.body,
      outcome?.replies().map(({ text, blocks }) => [text, blocks]),
    ]),
  ]);
}

const everyAction = Object.keys(LISTENERS.actions).map(sampleOf);
const everyView = Object.keys(LISTENERS.views);
const everyMenu = Object.keys(LISTENERS.options);

async function pressEverything(name: string): Promise<string> {
  const person = stage.slack.person(name);
  const asButton = ids.flatMap(forms).map((value): Json => ({ type: 'button', value }));
  const asMenu = ids.map((value): Json => {
    const selected_option = { text: { type: 'plain_text', text: 'x' }, value };
    return { type: 'static_select', selected_option };
  });
  const presses = everyAction.flatMap((action_id) =>
    [...asButton, ...asMenu].map((carried) => ({ action_id, ...carried })),
  );
  return heardWhile(() => inTurns(presses, (press) => person.forge(press)));
}

async function submitEverything(name: string): Promise<string> {
  const person = stage.slack.person(name);
  const values = {
    name: { value: { type: 'plain_text_input', value: 'Taken over' } },
    number: { value: { type: 'plain_text_input', value: '1' } },
    apiKey: { value: { type: 'plain_text_input', value: 'u+another-key-of-somebody' } },
    reason: { value: { type: 'plain_text_input', value: 'Because' } },
    confirmation: { value: { type: 'plain_text_input', value: 'no' } },
    seenBy: { value: { type: 'radio_buttons', selected_option: { value: 'everybody' } } },
    titles: { value: { type: 'radio_buttons', selected_option: { value: 'shown' } } },
    channels: { value: { type: 'multi_conversations_select', selected_conversations: [] } },
    people: { value: { type: 'multi_users_select', selected_users: [] } },
    person: { value: { type: 'users_select', selected_user: person.id } },
    role: { value: { type: 'radio_buttons', selected_option: { value: 'admin' } } },
  };
  const submissions = everyView.flatMap((callback_id) =>
    ids.flatMap(forms).map((private_metadata) => ({ callback_id, private_metadata, values })),
  );
  return heardWhile(() => inTurns(submissions, (submission) => person.forgeSubmission(submission)));
}

async function typeIntoEveryMenu(name: string): Promise<string> {
  const person = stage.slack.person(name);
  let menus = '';
  const heard = await heardWhile(async () => {
    for (const action_id of everyMenu)
      for (const query of ['', 'e', 'Z', 'K', 'Y', ...ids])
        menus += (await person.forgeSuggestion(action_id, query)).body;
    return [];
  });
  return heard + menus;
}

describe.each([
  ['bob', 'a Collection Admin outside of the audience'],
  ['carol', 'a Viewer outside of the audience'],
  ['gina', 'a guest'],
  ['sam', 'somebody of another organisation'],
])('%s, %s, reads and changes nothing', (name) => {
  test('by any button or menu choice, with any id', async () => {
    const heard = await pressEverything(name);
    expect(wordsIn(heard)).toEqual([]);
  }, 60_000);

  test('by any form, with any private metadata', async () => {
    const heard = await submitEverything(name);
    expect(wordsIn(heard)).toEqual([]);
  }, 60_000);

  test('by any menu that fills while they type', async () => {
    const heard = await typeIntoEveryMenu(name);
    expect(wordsIn(heard)).toEqual([]);
  });

  test('by any command, or the Home', async () => {
    const person = stage.slack.person(name);
    const words = [
      'list',
      'status',
      'collections',
      'profile',
      'roles',
      'audit',
      'data',
      'audience',
      'sync',
      'pause',
    ];
    const heard = await heardWhile(async () => {
      const outcomes = [];
      for (const each of words) outcomes.push(await person.command('/sei-pagerduty', each));
      for (const each of ['', 'csv', 'by=service', ...ids.filter((id) => id.startsWith('report='))])
        outcomes.push(await person.command('/sei-mttr', each));
      await stage.slack.openHome(name);
      return outcomes;
    });
    expect(wordsIn(heard)).toEqual([]);
  });
});

describe('and all is as it was', () => {
  test('for the admins of both workspaces, who see their own and nothing of each other', async () => {
    const here = await heardWhile(async () => [
      await stage.slack.person('alice').command('/sei-pagerduty', 'list'),
      await stage.slack.person('adam').command('/sei-pagerduty', 'collections'),
      await stage.slack.person('alice').command('/sei-mttr', ''),
    ]);
    expect(here).toContain('Zebra*: HEALTHY');
    expect(here).toContain('Koala');
    expect(here).not.toMatch(FOREIGN);
    expect(here).not.toContain('Taken over');
    const second = stage.slack.elsewhere(SECOND);
    const there = await heardWhile(async () => [
      await second.person('alice').command('/sei-pagerduty', 'list'),
      await second.person('bob').command('/sei-mttr', ''),
    ]);
    expect(there).toContain('Wildebeest*: HEALTHY');
    expect(there).not.toMatch(HIDDEN);
  });

  test('and pressing the same buttons shows an admin what is hidden, so the test can fail', async () => {
    const alice = stage.slack.person('alice');
    const heard = await heardWhile(async () => {
      const outcomes = [];
      for (const value of ids) outcomes.push(await alice.forge({ action_id: 'integration_status', value }));
      return outcomes;
    });
    expect(heard).toMatch(HIDDEN);
    expect(heard).not.toMatch(FOREIGN);
  });
});

test('T17 two workspaces hammered side by side over HTTP never read each other’s words', async () => {
  const until = Date.now() + Number(process.env.HAMMER_SECONDS ?? 3) * 1000;
  const elsewhere = stage.slack.elsewhere(SECOND);
  const heard = { here: '', there: '' };
  let answered = 0;
  const hammer = async (where: 'here' | 'there') => {
    const alice = where === 'here' ? stage.slack.person('alice') : elsewhere.person('alice');
    const words = ['list', 'status', 'collections'];
    for (let at = 0; Date.now() < until; at++) {
      const asked =
        at % 2 === 0
          ? await alice.command('/sei-mttr', '')
          : await alice.command('/sei-pagerduty', words[at % words.length]);
      const { text, blocks } = await asked.reply();
      heard[where] += text + JSON.stringify(blocks);
      answered++;
    }
  };
  await Promise.all([hammer('here'), hammer('there'), hammer('here'), hammer('there')]);
  expect(answered).toBeGreaterThan(20);
  expect(heard.here).toMatch(HIDDEN);
  expect(heard.here).not.toMatch(FOREIGN);
  expect(heard.there).toMatch(FOREIGN);
  expect(heard.there).not.toMatch(HIDDEN);
}, 120_000);
