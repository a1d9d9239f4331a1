import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Question } from '../../src/domain/question.ts';
import { asItIs } from '../../src/domain/what-if.ts';
import { startWorkspaces, type Workspaces } from '../access/workspaces.ts';
import { collection } from '../store/records.ts';

const question: Question = {
  filter: [],
  collection: null,
  metric: 'mttr',
  track: 'resolved',
  range: { kind: 'last', days: 30 },
  by: [],
  zone: null,
};
const as = (userId: string, workspaceId = 'T1') => ({ workspaceId, teamId: workspaceId, userId });
const PAGE = { offset: 0, limit: 50 };

let services: Workspaces;
beforeAll(async () => {
  services = await startWorkspaces();
});
afterAll(() => services.stop());
beforeEach(async () => {
  for (const workspaceId of ['T1', 'T2']) {
    await services.seed(workspaceId);
    await services.narrow(workspaceId, null);
  }
});

async function numbersSeen(userId: string): Promise<string> {
  const seen = await services.reports.incidents(as(userId), { question }, asItIs, PAGE);
  if (seen.kind !== 'incidents') return seen.kind;
  return seen.rows.map(({ incident }) => incident.number).join();
}

describe('incidents of teams that are private in PagerDuty', () => {
  test('are left out of an answer that says so, and counted in one that does not', async () => {
    const asked = async () => {
      const answer = await services.reports.answer(as('viewer'), question);
      if (answer.kind !== 'report') return answer.kind;
      return { n: answer.report.recovery?.n, without: answer.report.definition.withoutPrivateTeams };
    };
    expect(await asked()).toEqual({ n: 1, without: true });
    await services.audiences.set(
      as('owner'),
      { kind: 'integration', id: 'acme' },
      { only: null, privateTeams: 'included' },
    );
    expect(await asked()).toEqual({ n: 2, without: false });
  });

  test('are left out, for admins too, with the names of those teams, until an admin includes them', async () => {
    expect(await numbersSeen('viewer')).toBe('1');
    expect(await numbersSeen('owner')).toBe('1');
    const csv = await services.reports.csv(as('owner'), { question }, asItIs);
    expect(csv.kind === 'csv' && csv.content).not.toContain('secret-T1');
    expect(await services.collections.suggest(as('owner'), 'team', '', null)).toEqual([]);

    const outcome = await services.audiences.set(
      as('owner'),
      { kind: 'integration', id: 'acme' },
      { only: null, privateTeams: 'included' },
    );
    expect(outcome.kind).toBe('saved');
    expect((await numbersSeen('viewer')).split(',').sort().join()).toBe('1,2');
    expect(await services.collections.suggest(as('viewer'), 'team', '', null)).toHaveLength(1);
  });
});

test('an incident of a private team is neither excluded nor listed by those who are not shown it', async () => {
  const set = (privateTeams: 'included' | 'left out') =>
    services.audiences.set(as('owner'), { kind: 'integration', id: 'acme' }, { only: null, privateTeams });
  const { exclusions } = services;
  const open = { integrationId: 'acme', incidentId: 'Q000001' };
  const secret = { integrationId: 'acme', incidentId: 'Q000002' };
  const NOT_STORED = { kind: 'refused', sentence: 'This incident is no longer stored.' };
  const listed = async () =>
    (await exclusions.list(as('curator'))).map(({ incidentId }) => incidentId).sort();

  expect(await exclusions.exclude(as('curator'), open, 'A drill')).toMatchObject({ kind: 'done' });
  expect(await exclusions.exclude(as('curator'), secret, 'A guess')).toEqual(NOT_STORED);
  await set('included');
  expect(await exclusions.exclude(as('curator'), secret, 'A drill')).toMatchObject({ kind: 'done' });
  expect(await listed()).toEqual(['Q000001', 'Q000002']);

  await set('left out');
  expect(await listed()).toEqual(['Q000001']);
  expect(await exclusions.exclude(as('curator'), secret, 'A guess')).toEqual(NOT_STORED);
  expect(await exclusions.include(as('curator'), secret)).toEqual(NOT_STORED);

  await set('included');
  for (const each of [open, secret])
    expect(await exclusions.include(as('curator'), each)).toMatchObject({ kind: 'done' });
});

describe('what is outside of an audience is as if it were not there', () => {
  beforeEach(() => services.narrow('T1', { channelIds: ['C1'], userIds: [] }));

  test('in answers, rows, files, lists, menus and counts', async () => {
    const outsider = as('demoted');
    expect((await services.reports.answer(outsider, question)).kind).toBe('no integrations');
    expect(await numbersSeen('demoted')).toBe('no integrations');
    expect((await services.reports.csv(outsider, { question }, asItIs)).kind).toBe('no integrations');
    expect(await services.connections.list(outsider)).toEqual([]);
    expect(await services.connections.find(outsider, 'Account of T1')).toEqual({ nearest: [] });
    expect(await services.collections.tree(outsider)).toEqual([]);
    expect(await services.collections.suggest(outsider, 'service', 'checkout', null)).toEqual([]);
    expect(await services.collections.suggest(outsider, 'service', 'checkout', ['acme'])).toEqual([]);
    expect((await services.collections.names(outsider)).size).toBe(0);
    expect(await services.exclusions.list(outsider)).toEqual([]);
  });

  test('and there for those in it and for admins', async () => {
    expect(await numbersSeen('viewer')).toBe('1');
    expect(await numbersSeen('owner')).toBe('1');
    expect(await services.connections.list(as('curator'))).toHaveLength(1);
  });

  test('a report id that somebody else made is unknown, and known again when the audience is', async () => {
    const answer = await services.reports.answer(as('viewer'), question);
    const id = (answer.kind === 'report' && answer.report.id) || 'none';
    expect((await services.reports.again(as('viewer'), id)).kind).toBe('report');
    expect((await services.reports.again(as('demoted'), id)).kind).toBe('unknown report');
    expect((await services.reports.incidents(as('demoted'), { reportId: id }, asItIs, PAGE)).kind).toBe(
      'unknown report',
    );
    expect((await services.reports.again(as('owner', 'T2'), id)).kind).toBe('unknown report');
    await services.narrow('T1', null);
    expect((await services.reports.again(as('demoted'), id)).kind).toBe('report');
  });

  test('a channel is shown only what everybody in it may see', async () => {
    expect((await services.reports.answer(as('viewer'), question, 'C1')).kind).toBe('report');
    const held = await services.reports.answer(as('viewer'), question, 'C2');
    expect(held).toMatchObject({ kind: 'invalid', sentence: expect.stringContaining('Account of T1') });
    expect((await services.reports.answerFor('T1', 'C2', question)).kind).toBe('no integrations');
    expect((await services.reports.answerFor('T1', 'C1', question)).kind).toBe('report');
  });

  test('a collection below a narrowed one is narrowed with it', async () => {
    await services.narrow('T1', null);
    const { store } = services;
    const [parent] = await store.collections.list('T1');
    if (parent === undefined) throw new Error('It was not seeded.');
    await store.collections.save({ ...parent, id: 'child', name: 'Child', parentId: 'c1' });
    await store.audiences.save({
      workspaceId: 'T1',
      subject: { kind: 'collection', id: 'c1' },
      only: { channelIds: [], userIds: ['viewer'] },
      privateTeams: 'left out',
    });
    const namesFor = async (userId: string) =>
      (await services.collections.tree(as(userId))).map(({ collection }) => collection.id).sort();
    expect(await namesFor('viewer')).toEqual(['c1', 'child']);
    expect(await namesFor('demoted')).toEqual([]);
    expect((await services.reports.answer(as('demoted'), { ...question, collection: 'Child' })).kind).toBe(
      'unknown name',
    );
    await store.collections.delete('T1', 'child');
  });
});

test('what was below a narrowed collection stays narrowed when that is deleted', async () => {
  const { store, collections } = services;
  const narrowed = (id: string, userId: string) =>
    store.audiences.save({
      workspaceId: 'T1',
      subject: { kind: 'collection', id },
      only: { channelIds: [], userIds: [userId] },
      privateTeams: 'left out',
    });
  for (const [id, parentId] of [
    ['secret', 'c1'],
    ['plain', 'secret'],
    ['own', 'secret'],
  ] as const)
    await store.collections.save(collection({ id, name: id, parentId, filter: [] }));
  await narrowed('secret', 'curator');
  await narrowed('own', 'viewer');
  await collections.delete(as('owner'), 'secret');

  const seenBy = async (userId: string) =>
    (await collections.tree(as(userId))).map(({ collection: { id } }) => id).sort();
  expect(await seenBy('curator')).toEqual(['c1', 'plain']);
  expect(await seenBy('viewer')).toEqual(['c1', 'own']);
  expect(await seenBy('demoted')).toEqual(['c1']);
  expect(await store.audiences.get('T1', { kind: 'collection', id: 'secret' })).toBeUndefined();
  for (const id of ['plain', 'own']) {
    await store.collections.delete('T1', id);
    await store.audiences.delete('T1', { kind: 'collection', id });
  }
});

describe('a report of a narrowed collection', () => {
  const ofChild = { ...question, collection: 'Child' };
  let id: string;
  const open = async (userId: string) => (await services.reports.again(as(userId), id)).kind;
  const child = collection({ id: 'child', name: 'Child', parentId: 'c1', filter: [] });

  beforeEach(async () => {
    const { store, audiences } = services;
    await store.collections.save(child);
    await audiences.set(
      as('owner'),
      { kind: 'collection', id: 'c1' },
      { only: { channelIds: ['C1'], userIds: [] }, privateTeams: 'left out' },
    );
    const answer = await services.reports.answer(as('viewer'), ofChild);
    id = (answer.kind === 'report' && answer.report.id) || 'none';
    expect(await open('viewer')).toBe('report');
    expect(await open('demoted')).toBe('unknown report');
  });

  test('stays closed when the collection has another name, and open to its audience', async () => {
    await services.store.collections.save({ ...child, name: 'Something else' });
    expect(await open('demoted')).toBe('unknown report');
    expect(await open('viewer')).toBe('report');
    await services.store.collections.delete('T1', 'child');
  });

  test('stays closed when the collection is moved from below the narrowed one', async () => {
    await services.store.collections.save({ ...child, parentId: null });
    expect(await open('demoted')).toBe('unknown report');
    await services.store.collections.delete('T1', 'child');
  });

  test('is for admins alone when the collection is deleted, and not for a channel that they show it to', async () => {
    await services.store.collections.delete('T1', 'child');
    await services.narrow('T1', null);
    expect(await open('demoted')).toBe('unknown report');
    expect(await open('viewer')).toBe('unknown report');
    expect(await open('owner')).toBe('report');
    expect((await services.reports.again(as('owner'), id, 'C1')).kind).toBe('invalid');
  });

  test('never lends its id to the same numbers without the collection', async () => {
    const { store, reports } = services;
    const name = 'All services'; // what an answer without a collection is about, in words
    await store.collections.save({ ...child, name });
    const closed = await reports.answer(as('viewer'), { ...question, collection: name });
    const answer = await reports.answer(as('demoted'), question);
    if (closed.kind !== 'report' || answer.kind !== 'report') throw new Error('It was not answered.');
    expect(answer.report.subject).toBe(closed.report.subject);
    expect(answer.report.id).not.toBe(closed.report.id);
    id = answer.report.id ?? 'none';
    expect(await open('demoted')).toBe('report');
    await store.collections.delete('T1', 'child');
  });

  test('of an earlier version, which has only a name, is for admins alone', async () => {
    const { store } = services;
    const kept = await store.reports.get('T1', id);
    if (kept === undefined) throw new Error('It was not kept.');
    const { collectionIds: _, ...settled } = kept.settled;
    id = 'FARMS';
    await store.reports.save({ ...kept, id, settled });
    expect(await open('viewer')).toBe('unknown report');
    expect(await open('owner')).toBe('report');
    await store.reports.save({ ...kept, id: 'SPARE', settled, question });
    expect((await services.reports.again(as('demoted'), 'SPARE')).kind).toBe('report');
    await store.collections.delete('T1', 'child');
  });
});

test('an audience cannot be nobody, nor a channel with outsiders in it', async () => {
  const set = (channelIds: string[]) =>
    services.audiences.set(
      as('owner'),
      { kind: 'integration', id: 'acme' },
      { only: { channelIds, userIds: [] }, privateTeams: 'left out' },
    );
  expect(await set([])).toMatchObject({ kind: 'refused' });
  expect(await set(['CSHARED'])).toMatchObject({
    kind: 'refused',
    sentence: expect.stringContaining('another organisation'),
  });
  expect(await set(['C1'])).toEqual({ kind: 'saved' });
});

test('what is chosen stands in the audit log, people by pseudonym only', async () => {
  await services.roles.give(as('owner'), 'viewer', 'collection admin');
  await services.audiences.set(
    as('owner'),
    { kind: 'integration', id: 'acme' },
    { only: { channelIds: ['C1'], userIds: ['viewer'] }, privateTeams: 'left out' },
  );
  const kept = JSON.stringify(await services.store.audit.read('T1'));
  for (const userId of ['"owner"', '"viewer"', '"curator"']) expect(kept).not.toContain(userId);
  const [last] = await services.audit.list(as('admin'), 1);
  expect(last).toMatchObject({ what: 'audience changed', actorId: 'owner', after: { people: 1 } });
  await services.workspaceData.delete(as('owner'));
  await services.seed('T1');
  const [after] = await services.audit.list(as('admin'), 1);
  expect(after).toMatchObject({ what: 'workspace data deleted', actorId: null });
  await services.roles.give(as('owner'), 'viewer', 'viewer');
});

test.each([
  ['two workspaces', 'T1', 'T2', 'viewer', 'viewer'],
  ['two audiences of one workspace', 'T1', 'T1', 'viewer', 'demoted'],
])(
  '%s, hammered side by side, never see each other’s data',
  async (name, one, other, first, second) => {
    if (name.startsWith('two audiences')) await services.narrow('T1', { channelIds: ['C1'], userIds: [] });
    const until = Date.now() + Number(process.env.HAMMER_SECONDS ?? 2) * 1000;
    let asked = 0;
    const seen: Record<string, Set<string>> = { first: new Set(), second: new Set() };
    const ask = async (key: 'first' | 'second', workspaceId: string, userId: string) => {
      while (Date.now() < until) {
        const actor = as(userId, workspaceId);
        const [answer, rows, list, suggested] = await Promise.all([
          services.reports.answer(actor, question),
          services.reports.incidents(actor, { question }, asItIs, PAGE),
          services.connections.list(actor),
          services.collections.suggest(actor, 'service', '', null),
        ]);
        seen[key]?.add(
          JSON.stringify([answer, rows, list, suggested])
            .match(/(?:checkout|secret|Account of)[- ]T\d/g)
            ?.join() ?? '',
        );
        asked++;
      }
    };
    await Promise.all([
      ...Array.from({ length: 8 }, () => ask('first', one, first)),
      ...Array.from({ length: 8 }, () => ask('second', other, second)),
    ]);
    expect(asked).toBeGreaterThan(50);
    const [firstSaw, secondSaw] = [[...(seen.first ?? [])].join(), [...(seen.second ?? [])].join()];
    expect(firstSaw).toContain(`checkout-${one}`);
    expect(firstSaw).not.toContain('secret');
    if (one === other) expect(secondSaw).toBe('');
    else {
      expect(firstSaw).not.toContain(other);
      expect(secondSaw).toContain(`checkout-${other}`);
      expect(secondSaw).not.toContain(one);
    }
  },
  120_000,
);
