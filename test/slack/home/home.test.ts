import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collection } from '../../collections/fixture.ts';
import { integration } from '../records.ts';
import { report } from '../report-fixture.ts';
import { type Stage, startStage } from '../setup.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
  stage.fake.integrations = [integration({ workspaceId: stage.slack.team.id })];
  stage.fake.answer = async () => ({ kind: 'report', report: report() });
  stage.fake.collections = ['Payments', 'Search'].map((name, index) => ({
    workspaceId: stage.slack.team.id,
    id: `c${index}`,
    name,
    description: '',
    tags: [],
    parentId: null,
    integrationIds: null,
    filter: [],
  }));
});

afterEach(async () => {
  await stage.settled();
  expect(stage.slack.problems).toEqual([]);
  await stage.stop();
});

/** The Home of a person, once it says something. */
function shows(person: string, words: string) {
  return stage.slack.until(() => {
    const home = stage.slack.home(person);
    return JSON.stringify(home?.blocks).includes(words) ? home : null;
  });
}

test('collections with number, band and open incidents; the picture follows, with its words', async () => {
  const home = await stage.slack.openHome('bob');
  expect(JSON.stringify(home.blocks)).toContain('*Payments*: *MTTR 1h 39m* · SEI band High');
  const drawn = await shows('bob', 'slack_file');
  expect(JSON.stringify(drawn.blocks)).toMatch(/"alt_text":"MTTR by week [^"]*Payments: W44 40m/);
  expect(stage.slack.files()).toHaveLength(1);
  expect(stage.slack.files()[0]?.data.subarray(1, 4).toString()).toBe('PNG');
  await stage.slack.openHome('carol');
  await shows('carol', 'slack_file');
  expect(stage.slack.files()).toHaveLength(1);
});

test('Details answers in the DM, where the Home has no message', async () => {
  const home = await stage.slack.openHome('bob');
  await stage.slack.person('bob').click(home, 'mttr_ask_home_0');
  await stage.slack.until(() => stage.slack.messages('bob').at(-1)?.text.includes('checkout: MTTR'));
  expect(stage.fake.questions.at(-1)?.collection).toBe('Payments');
});

test('settings: what I see, my default; for admins the zone of all', async () => {
  const bob = stage.slack.person('bob');
  await bob.click(await stage.slack.openHome('bob'), 'Settings');
  const view = await stage.slack.until(() =>
    stage.slack.modals('bob').find(({ callback_id }) => callback_id === 'settings'),
  );
  expect(JSON.stringify(view.blocks)).not.toContain('Time zone');
  await bob.submit(view, { settings_home: ['Search'], settings_default: 'Payments' });
  await stage.slack.until(() => !JSON.stringify(stage.slack.home('bob')?.blocks).includes('Payments'));

  const alice = stage.slack.person('alice');
  await alice.click(await stage.slack.openHome('alice'), 'Settings');
  const forAll = await stage.slack.until(() =>
    stage.slack.modals('alice').find(({ callback_id }) => callback_id === 'settings'),
  );
  const { options } = await alice.suggest(forAll, 'zone', 'berl');
  expect(options).toMatchObject([{ text: { text: 'Europe/Berlin (now UTC+01:00)' } }]);
  await alice.submit(undefined, { zone: 'Europe/Berlin', people: 'on' });
  expect(stage.fake.settings).toEqual({ zone: 'Europe/Berlin', peopleReports: true });
});

test('it changes with the data, and not while nothing changed', async () => {
  await stage.slack.openHome('bob');
  await shows('bob', 'slack_file');
  const before = stage.slack.callsOf('views.publish').length;
  const changed = report();
  stage.fake.answer = async () => ({
    kind: 'report',
    report: { ...changed, open: { ...changed.open, count: 7 } },
  });
  const event = { workspaceId: stage.slack.team.id, integrationId: 'int-1' };
  const progress = { stored: 1, expected: null, floor: 0, coveredFrom: null, timeLeft: null };
  for (let times = 0; times < 20; times++) stage.fake.emit({ kind: 'progress', ...event, progress });
  await shows('bob', '7 open now');
  await stage.settled();
  expect(stage.slack.callsOf('views.publish').length).toBe(before + 1);
});

/** So many collections: Team 000, Team 001, … */
const teams = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    collection(`c${index}`, {
      workspaceId: stage.slack.team.id,
      name: `Team ${String(index).padStart(3, '0')}`,
    }),
  );

test('200 collections are shown page by page', async () => {
  stage.fake.collections = teams(200);
  const home = await stage.slack.openHome('bob');
  expect(JSON.stringify(home.blocks)).toContain('1–8 of 200 collections');
  await stage.slack.person('bob').click(home, 'Show 8 more');
  await shows('bob', '9–16 of 200 collections');
});

test('who goes on to the next page is not taken back by the picture of the first', async () => {
  stage.fake.collections = teams(16);
  stage.slack.faults.slow('files.getUploadURLExternal', 200);
  const home = await stage.slack.openHome('bob');
  await stage.slack.person('bob').click(home, 'Show 8 more');
  await shows('bob', '9–16 of 16 collections');
  await stage.settled();
  const pages = stage.slack
    .callsOf('views.publish')
    .map(({ args }) => /\d+–\d+ of 16/.exec(JSON.stringify(args))?.[0]);
  expect(pages).toEqual(['1–8 of 16', '9–16 of 16', '9–16 of 16']);
});

test('what fails is said on the Home, with an id that is in the log', async () => {
  stage.fake.answer = async () => {
    throw new Error('disk on fire');
  };
  const home = await stage.slack.openHome('bob');
  expect(JSON.stringify(home.blocks)).toContain('e7r0r1d5');
  expect(stage.fake.logged.join('\n')).toMatch(/e7r0r1d5.*disk on fire/);
});

describe('a number that was computed already is computed anew', () => {
  /** Another number than the one on the Home, and nothing from the sync. */
  function changeBehindIt(): void {
    const changed = report();
    stage.fake.answer = async () => ({
      kind: 'report',
      report: { ...changed, open: { ...changed.open, count: 7 } },
    });
  }

  test('when who sees an account is narrowed', async () => {
    await stage.slack.openHome('bob');
    changeBehindIt();
    const alice = stage.slack.person('alice');
    await alice.command('/sei-pagerduty', 'audience Production');
    const form = await stage.slack.until(() =>
      stage.slack.modals('alice').find(({ callback_id }) => callback_id === 'audience'),
    );
    await alice.submit(form, { seenBy: 'some' });
    await shows('bob', '7 open now');
  });

  test('when an MTTR profile goes', async () => {
    stage.fake.profiles.profiles = [
      {
        workspaceId: stage.slack.team.id,
        id: 'profile-1',
        name: 'Urgent only',
        integrationIds: null,
        filter: [],
        track: 'resolved',
      },
    ];
    await stage.slack.openHome('bob');
    changeBehindIt();
    const alice = stage.slack.person('alice');
    await alice.command('/sei-pagerduty', 'profile');
    const list = await stage.slack.until(() =>
      stage.slack.modals('alice').find((view) => JSON.stringify(view).includes('profile_row')),
    );
    await alice.select(list, 'profile_row', 'delete profile-1');
    const question = await stage.slack.until(() =>
      stage.slack.modals('alice').find(({ callback_id }) => callback_id === 'profile_delete'),
    );
    await alice.submit(question);
    await shows('bob', '7 open now');
  });
});
