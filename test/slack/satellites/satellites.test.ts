import { afterEach, beforeEach, expect, test } from 'vitest';
import { integration, NOW, syncStatus } from '../records.ts';
import { type Stage, startStage } from '../setup.ts';
import { satelliteIntegration, shownSatellite } from './fake-satellites.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
  const { slack, fake } = stage;
  const workspaceId = slack.team.id;
  fake.integrations = [
    satelliteIntegration({ workspaceId, ownerId: slack.person('alice').id }),
    integration({ workspaceId, id: 'cloud', name: 'Cloud' }),
  ];
  fake.status = syncStatus({ satellite: 'online' });
});

afterEach(async () => {
  await stage.settled();
  expect(stage.slack.problems).toEqual([]);
  await stage.stop();
});

const ask = async (words: string, person = 'alice') =>
  (await stage.slack.person(person).command('/sei-pagerduty', words)).reply();

test('a new file comes as a message, for the one account that a satellite reads', async () => {
  expect((await ask('satellite')).text).toBe('satellite.yml is in your messages with SEI PagerDuty.');
  expect((await ask('satellite plant')).text).toContain('satellite.yml is in your messages');
  expect(stage.slack.files().map(({ name }) => name)).toEqual(['satellite.yml', 'satellite.yml']);
});

test('of several it is asked which; one file may hold all of them', async () => {
  const { workspaceId, ownerId } = stage.fake.integrations[0] ?? satelliteIntegration();
  stage.fake.integrations.push(satelliteIntegration({ workspaceId, ownerId, id: 'sat-2', name: 'Dock' }));
  const which = await ask('satellite');
  expect(which.text).toContain('Which account?');
  await (await stage.slack.person('alice').click(which, 'All of them in one file')).reply();
  expect(stage.slack.messages('alice').map(({ text }) => text.split('\n')[0])).toContain(
    '*satellite.yml for Plant, Dock*',
  );
  expect((await ask('satellite all')).text).toContain('satellite.yml is in your messages');
});

test('an account that the app reads itself needs none, and a workspace without any is told how', async () => {
  expect((await ask('satellite Cloud')).text).toContain('The app reads this account itself');
  stage.fake.integrations = [];
  expect((await ask('satellite')).text).toContain('No account is read by a satellite.');
  expect(stage.slack.files()).toEqual([]);
});

test('a member gets none, and sees no list', async () => {
  expect((await ask('satellite', 'bob')).text).toContain('can manage satellites');
  stage.fake.satellites.shown = [shownSatellite()];
  const status = await ask('status Plant', 'bob');
  expect(JSON.stringify(status.blocks)).not.toContain('7f3kq2m9xa');
});

test('the status lists the satellites, with what is wrong with each', async () => {
  stage.fake.satellites.shown = [
    shownSatellite(),
    shownSatellite({ id: 'k2k2k2k2k2', online: false, versionSkew: 'older', skew: 3_600, memory: null }),
    shownSatellite({ id: 'm3m3m3m3m3', online: false, lastSeenAt: null, versionSkew: 'newer' }),
  ];
  const blocks = JSON.stringify((await ask('status Plant')).blocks);
  expect(blocks).toContain('online · `7f3kq2m9xa` · version 0.1.0 · 88 MB · heard of');
  expect(blocks).toContain('older than the app: update it');
  expect(blocks).toContain('its clock is 1h ahead: set it');
  expect(blocks).toContain('newer than the app');
  expect(blocks).toContain('never heard of');
  expect(blocks).toContain('New satellite.yml');
  expect(blocks).not.toContain('New key');
});

test('of several it is told which one works; of those that are offline neither is said', async () => {
  stage.fake.satellites.shown = [
    shownSatellite(),
    shownSatellite({ id: 'k2k2k2k2k2', working: false }),
    shownSatellite({ id: 'm3m3m3m3m3', working: false, online: false }),
  ];
  const blocks = JSON.stringify((await ask('status Plant')).blocks);
  expect(blocks).toMatch(/7f3kq2m9xa`[^"]* · works on it"/);
  expect(blocks).toMatch(/k2k2k2k2k2`[^"]* · stands by"/);
  expect(blocks).not.toMatch(/m3m3m3m3m3`[^"]* (stands by|works)/);
});

test('one that cannot read says why in its own words', async () => {
  stage.fake.satellites.shown = [
    shownSatellite({ working: false, problem: 'Another satellite runs with the <same> credential file.' }),
  ];
  const blocks = JSON.stringify((await ask('status Plant')).blocks);
  expect(blocks).toMatch(
    /7f3kq2m9xa`[^"]* · cannot read it\\nAnother satellite runs with the &lt;same&gt; credential file\."/,
  );
});

test('each is revoked by itself, once somebody confirms', async () => {
  stage.fake.satellites.shown = [shownSatellite(), shownSatellite({ id: 'k2k2k2k2k2' })];
  const status = await ask('status Plant');
  const after = await (await stage.slack.person('alice').click(status, 'satellite_revoke_1')).reply();
  expect(stage.fake.satellites.revoked).toEqual(['k2k2k2k2k2']);
  expect(JSON.stringify(after.blocks)).toContain('7f3kq2m9xa');
  expect(JSON.stringify(after.blocks)).not.toContain('k2k2k2k2k2');
});

test('an account that waits for its satellite, and one whose satellite is silent, say so', async () => {
  stage.fake.status = syncStatus({
    health: 'UNKNOWN',
    satellite: 'waiting',
    coverage: null,
    lastIngestedAt: null,
    incidents: 0,
  });
  expect((await ask('status Plant')).text).toContain('WAITING FOR ITS SATELLITE');
  expect(JSON.stringify((await ask('status Plant')).blocks)).toContain('None has started yet');
  stage.fake.status = syncStatus({ health: 'OFFLINE SATELLITE', satellite: 'offline' });
  expect((await ask('list')).text).toContain('OFFLINE SATELLITE (its satellite does not answer)');
});

test('“Sync now” asks the satellite', async () => {
  stage.fake.syncOutcome = 'asked';
  expect((await ask('sync Plant')).text).toContain('its satellite is asked');
  stage.fake.syncOutcome = 'offline';
  expect((await ask('sync Plant')).text).toContain('its satellite does not answer');
});

test('silence and return are told to who connected the account', async () => {
  const { slack, fake } = stage;
  const at = { workspaceId: slack.team.id, integrationId: 'sat-1', since: NOW - 600 };
  fake.emit({ kind: 'offline', ...at });
  const offline = await slack.until(() =>
    slack.messages('alice').find(({ text }) => text.includes('OFFLINE SATELLITE')),
  );
  expect(JSON.stringify(offline.blocks)).toContain('Answers go on from what is there');
  fake.emit({ kind: 'back', ...at });
  await slack.until(() => slack.messages('alice').find(({ text }) => text.includes('its satellite is back')));
});

test('a refused key of a satellite offers no form for another: it is changed where the satellite is', async () => {
  const { slack, fake } = stage;
  fake.emit({
    kind: 'stopped',
    workspaceId: slack.team.id,
    integrationId: 'sat-1',
    failure: { cause: 'key refused', sentence: 'Refused. Put a working key into satellite.yml.' },
  });
  const told = await slack.until(() =>
    slack.messages('alice').find(({ text }) => text.includes('nothing comes in any more')),
  );
  expect(JSON.stringify(told.blocks)).not.toContain('Enter a new key');
});
