import { afterAll, beforeAll, expect, test } from 'vitest';
import { SUBCOMMANDS } from '../../src/slack/command/command-text.ts';
import { CONFIRMATION } from '../../src/slack/data/data-views.ts';
import { registerListeners } from '../../src/slack/listeners.ts';
import type { Services } from '../../src/slack/services.ts';
import { idleServices, servedBy } from '../contract/manifest-served.ts';
import { TestSatellite } from '../satellite/test-satellite.ts';
import { type PagerDutySimulator, startPagerDuty } from '../simulators/pagerduty/start.ts';
import type { Entry } from '../simulators/slack/form.ts';
import { text } from '../simulators/slack/json.ts';
import type { View } from '../simulators/slack/views.ts';
import { connectAccount, type Stage, startStage } from '../simulators/stage.ts';
import { withOtherIds } from './other-ids.ts';
import { pairOf, watchPairs } from './places.ts';
import { type Asked, type Recorder, startRecorder } from './recorder.ts';
import { Walker } from './walker.ts';

/** After these there is nothing left to walk. */
const LAST: readonly string[] = ['pause', 'resume', 'delete', 'data'];

let stage: Stage;
let second: PagerDutySimulator;
let other: Awaited<ReturnType<typeof withOtherIds>>;
let recorder: Recorder;
let walker: Walker;
let shown: ReadonlySet<string>;

/** What somebody types into the forms of the app. A form that is not here is submitted as it is shown. */
function filling(view: View): Record<string, Entry> {
  const here = (values: Record<string, Entry>) =>
    Object.fromEntries(
      Object.entries(values).filter(([block]) => view.blocks.some(({ block_id }) => block_id === block)),
    );
  switch (text(view.callback_id)) {
    case 'connect':
      // Its satellite is ticked on the way: there is no key to type.
      return here({
        // After the others in every menu: of its incidents nothing is known.
        name: 'Works',
        region: 'other',
        url: 'https://pagerduty.plant.example',
        username: 'p@example.com',
      });
    case 'integration_reauth':
      return { apiKey: stage.pagerduty.apiKey };
    case 'integration_spot':
      return { number: '1' };
    case 'collection':
      return here({ name: `Walked ${view.id}`, category: 'Sprints' });
    case 'digest':
      return here({ channel: 'payments' });
    case 'role':
      return { person: 'carol' };
    case 'data_delete':
      return { confirmation: CONFIRMATION };
    default:
      return here({ name: `Walked ${view.id}`, reason: 'Walked', zone: 'Europe/Berlin' });
  }
}

beforeAll(async () => {
  second = await startPagerDuty({ seed: 8, incidents: 300, months: 3 });
  other = await withOtherIds(second.url);
  stage = await startStage({
    otherOrigins: [other.url],
    environment: { PUBLIC_URL: 'https://sei.example.com' },
    pagerduty: { seed: 7, incidents: 600, months: 3 },
    timing: { submit: 2_000, progress: 50, home: 200, picture: 100 },
  });
  recorder = await startRecorder(() => stage.url);
  stage.slack.setAppUrl(recorder.url);
  shown = watchPairs(stage.slack, ['alice']);
  await stage.slack.openHome('alice');
  await connectAccount(stage);
  await connectAccount({ ...stage, pagerduty: { ...second, url: other.url } }, 'Staging');

  walker = new Walker(stage.slack, 'alice', filling, isIdle);
  await walker.home();
  for (const words of ['', 'statsu', 'list', 'status', 'sync', 'edit', 'reauth', 'connect'])
    await walker.command('/sei-pagerduty', words);
  for (const words of ['collections', 'collection new', 'collections', 'collection Nothing'])
    await walker.command('/sei-pagerduty', words);
  for (const words of [
    '',
    'help',
    'help metric',
    'last=90d by=week,service',
    'service=chekout',
    'urgency=',
    'by=priority csv',
  ])
    await walker.command('/sei-mttr', words);
  for (const name of ['bob', 'carol'])
    await new Walker(stage.slack, name, filling, isIdle).command('/sei-pagerduty', 'sync');
  for (const words of ['digest', 'digest send', 'digest resume'])
    await walker.command('/sei-pagerduty', words);
  // Those that there are may be paused by now, and what is paused cannot be muted.
  walker.forget(/submitted digest$/);
  for (const words of ['digest new', 'digest mute']) await walker.command('/sei-pagerduty', words);
  await walker.inbox();
  await walker.channel('payments');
  await startPlant();
  await walker.command('/sei-pagerduty', 'status Works');
  for (const words of SUBCOMMANDS.filter((word) => !LAST.includes(word)))
    await walker.command('/sei-pagerduty', words);
  await stage.app.sync.idle();
  // Two accounts with services of the same names, more collections than fit on one page, and what was made meanwhile.
  await walker.command('/sei-mttr', 'checkout');
  for (let made = 0; made < 10; made++) await makeCollection(`Collection ${made}`);
  walker.forget(/incidents|profile|submitted/);
  await walker.command('/sei-pagerduty', 'profile');
  await walker.command('/sei-mttr', 'last=60d');
  await walker.home();
  for (const words of ['pause', 'resume']) await walker.command('/sei-pagerduty', words);
  await walker.finish();
  // Of what was to be deleted at the end some was drawn anew meanwhile.
  walker.forget(/collection_delete|submitted collection_delete/);
  await walker.command('/sei-pagerduty', 'collection Collection 1');
  await walker.finish();
  await walker.command('/sei-pagerduty', 'delete');
  await walker.command('/sei-pagerduty', 'data');
  await walker.finish();
  await stage.slack.event({ type: 'tokens_revoked', tokens: { oauth: ['UNOBODY'] } });
  await stage.slack.event({ type: 'app_uninstalled' });
}, 480_000);

afterAll(async () => {
  await stage.stop();
  await Promise.all([recorder.stop(), other.stop(), second.stop()]);
});

/** Whether the app works on nothing that somebody asked for. */
async function isIdle(): Promise<boolean> {
  const measures = await fetch(`${stage.url}/metrics`);
  return /^sei_work_in_flight 0$/m.test(await measures.text());
}

/** A satellite of the account that the walker connected, so that there is one to revoke. */
async function startPlant(): Promise<void> {
  const file = stage.slack.files().findLast(({ name }) => name === 'satellite.yml');
  if (file === undefined) throw new Error('No satellite.yml was handed over.');
  const satellite = TestSatellite.of(stage.url, file.data);
  await satellite.enrol();
  await satellite.heartbeat();
}

async function makeCollection(name: string): Promise<void> {
  const alice = stage.slack.person('alice');
  await alice.command('/sei-pagerduty', 'collection new');
  const form = await stage.slack.until(() =>
    stage.slack.modals('alice').find(({ callback_id }) => callback_id === 'collection'),
  );
  await alice.submit(form, { name });
  await alice.close();
}

const served = servedBy((app) => registerListeners(app, idleServices<Services>()));
const KINDS = [
  ['commands', 'command'],
  ['actions', 'action'],
  ['views', 'submit'],
  ['options', 'options'],
  ['events', 'event'],
] as const satisfies readonly (readonly [keyof typeof served, Asked['kind']])[];

test.each(KINDS)('all %s that are registered were walked', (list, kind) => {
  const asked = recorder.asked.filter((each) => each.kind === kind).map(({ id }) => id);
  const unwalked = served[list].filter((constraint) => !asked.some((id) => fits(constraint, id)));
  expect(unwalked).toEqual([]);
});

test('every button and menu was used in each place where it stood', () => {
  const pressed = new Set(
    recorder.asked.filter(({ kind }) => kind === 'action').map(({ id, words }) => pairOf(words, id)),
  );
  expect([...shown].filter((pair) => !pressed.has(pair)).toSorted()).toEqual([]);
});

test('every subcommand was typed', () => {
  const typed = recorder.asked
    .filter(({ id }) => id === '/sei-pagerduty')
    .map(({ words }) => words.split(' ')[0]);
  expect(SUBCOMMANDS.filter((word) => !typed.includes(word))).toEqual([]);
});

test('every message and view was valid, every acknowledgement in time, no form was refused', () => {
  expect(stage.slack.problems).toEqual([]);
  expect(walker.refused).toEqual([]);
});

test('no listener failed', () => {
  const failures = stage
    .logged()
    .split('\n')
    .filter((line) => line.includes('A listener failed') || line.includes('could not be'));
  expect(failures).toEqual([]);
});

function fits(constraint: string, id: string): boolean {
  const pattern = /^\/(.*)\/$/.exec(constraint)?.[1];
  return pattern === undefined ? constraint === id : new RegExp(pattern).test(id);
}
