import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/duration.ts';
import { createProfiles } from '../../src/profiles/create-profiles.ts';
import type { ProfileForm } from '../../src/profiles/profiles.ts';
import { createReports } from '../../src/report/create-reports.ts';
import { incidents } from '../fixtures/incident.ts';
import { equal, question } from '../fixtures/question.ts';
import { memoryStore, NOW } from '../report/memory-store.ts';

const COLLECTIONS = [
  { id: 'all', name: 'All', filter: equal({ service: ['checkout'] }) },
  { id: 'high', name: 'High', parentId: 'all', filter: equal({ urgency: ['high'] }) },
];

const LIST = incidents(
  { recovery: '1h' },
  { recovery: '2h', priority: 'P2' },
  { recovery: '3h', urgency: 'low' },
  { recovery: '4h', service: 'ledger' },
  { recovery: null, status: 'acknowledged' },
);

function form(changes: Partial<ProfileForm> = {}): ProfileForm {
  return { name: 'Customers', integrationIds: null, filter: [], track: 'resolved', ...changes };
}

function setUp() {
  const store = memoryStore({
    accounts: [{ incidents: LIST }, { incidents: incidents({ number: 9, recovery: '5h' }) }],
    collections: COLLECTIONS,
  });
  const clock = { now: () => NOW };
  let ids = 0;
  const profiles = createProfiles({ store, clock, newId: () => `p${++ids}` });
  const reports = createReports({ store, clock });
  const counted = async (options: Parameters<typeof question>[0] = {}) => {
    const answer = await reports.answer('T1', question({ track: null, ...options }));
    return answer.kind === 'report' ? answer.report : null;
  };
  const saved = async (changes: Partial<ProfileForm> = {}) => {
    const outcome = await profiles.save('T1', null, form(changes));
    if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome));
    return outcome.profile;
  };
  return { store, profiles, counted, saved };
}

const WORKSPACE = { kind: 'workspace' } as const;

describe('which profile holds', () => {
  test('the five scopes apply together: a profile’s integrations and filter, a collection’s, the question’s, the time', async () => {
    const { profiles, counted, saved } = setUp();
    const { id } = await saved({
      integrationIds: ['production'],
      filter: equal({ priority: ['P1'], status: ['resolved'] }),
    });
    await profiles.assign('T1', id, WORKSPACE);
    const report = await counted({ collection: 'High', filter: equal({ integration: ['production'] }) });
    expect(report?.recovery).toMatchObject({ n: 1, mean: HOUR });
    expect(report?.definition.profile).toEqual({ id, name: 'Customers' });
    expect(await counted({ range: { kind: 'last', days: 1 } })).toMatchObject({ recovery: null });
  });

  test('that of the collection, else of the nearest ancestor, else the workspace’s, else the plain one', async () => {
    const { profiles, counted, saved } = setUp();
    const nameAt = async (collection: string | null) =>
      (await counted({ collection }))?.definition.profile?.name ?? null;
    expect(await nameAt('High')).toBeNull();
    await profiles.assign('T1', (await saved({ name: 'Default' })).id, WORKSPACE);
    expect([await nameAt('High'), await nameAt(null)]).toEqual(['Default', 'Default']);
    const ofAll = await saved({ name: 'Of all' });
    await profiles.assign('T1', ofAll.id, { kind: 'collection', collectionId: 'all' });
    expect([await nameAt('High'), await nameAt('All'), await nameAt(null)]).toEqual([
      'Of all',
      'Of all',
      'Default',
    ]);
    const ofHigh = await saved({ name: 'Of high' });
    await profiles.assign('T1', ofHigh.id, { kind: 'collection', collectionId: 'high' });
    expect([await nameAt('High'), await nameAt('All')]).toEqual(['Of high', 'Of all']);
    await profiles.delete('T1', ofHigh.id);
    expect(await nameAt('High')).toBe('Of all');
    await profiles.assign('T1', null, { kind: 'collection', collectionId: 'all' });
    expect(await nameAt('High')).toBe('Default');
  });

  test('its tracking event holds unless the question names one', async () => {
    const { profiles, counted, saved } = setUp();
    await profiles.assign('T1', (await saved({ track: 'created' })).id, WORKSPACE);
    expect((await counted())?.definition.track).toBe('created');
    expect((await counted({ track: 'updated' }))?.definition.track).toBe('updated');
  });
});

describe('before it is saved', () => {
  test('a profile shows what it does to the number of incidents, against the one that holds', async () => {
    const { profiles, saved } = setUp();
    const effect = (changes: Partial<ProfileForm>, collectionId?: string) =>
      profiles.effect(
        'T1',
        form(changes),
        collectionId === undefined ? WORKSPACE : { kind: 'collection', collectionId },
      );
    expect(await effect({ filter: equal({ urgency: ['high'] }) })).toMatchObject({ before: 5, after: 4 });
    expect(await effect({ integrationIds: ['production'] }, 'all')).toMatchObject({ before: 4, after: 3 });
    await profiles.assign('T1', (await saved({ filter: equal({ service: ['ledger'] }) })).id, WORKSPACE);
    expect(await effect({})).toMatchObject({ before: 1, after: 5 });
    expect((await effect({})).window?.zone).toBe('UTC');
  });

  test('it says how well the fields are known that it needs', async () => {
    const { partlyKnown } = await setUp().profiles.effect(
      'T1',
      form({ filter: equal({ severity: ['critical'] }) }),
      WORKSPACE,
    );
    expect(partlyKnown).toEqual([{ field: 'severity', share: 0 }]);
  });
});

describe('a form is refused', () => {
  test.each<[string, Partial<ProfileForm>, string]>([
    ['without a name', { name: '  ' }, 'name'],
    ['with a long name', { name: 'x'.repeat(61) }, 'name'],
    ['with a name that is taken, in any case', { name: 'OTHER' }, 'name'],
    ['with an integration that is gone', { integrationIds: ['gone'] }, 'integrationIds'],
    ['with a field that collections alone have', { filter: equal({ team: ['Core'] }) }, 'filter'],
    ['with a filter without a value', { filter: equal({ urgency: [] }) }, 'filter'],
  ])('%s', async (_, changes, field) => {
    const { profiles, saved } = setUp();
    await saved({ name: 'Other' });
    const outcome = await profiles.save('T1', null, form(changes));
    expect(outcome.kind === 'refused' && Object.keys(outcome.problems)).toEqual([field]);
    expect((await profiles.list('T1')).profiles).toHaveLength(1);
  });

  test('but a profile may keep its own name', async () => {
    const { profiles, saved } = setUp();
    const { id } = await saved();
    expect(await profiles.save('T1', id, form({ name: 'customers', track: 'updated' }))).toMatchObject({
      kind: 'saved',
      profile: { id, name: 'customers', track: 'updated' },
    });
  });

  test('where the profile was deleted meanwhile: it does not come back', async () => {
    const { profiles, saved } = setUp();
    const { id } = await saved();
    await profiles.delete('T1', id);
    expect(await profiles.save('T1', id, form({ name: 'Late' }))).toMatchObject({
      kind: 'refused',
      problems: { name: expect.stringContaining('was deleted meanwhile') },
    });
    expect((await profiles.list('T1')).profiles).toEqual([]);
  });
});
