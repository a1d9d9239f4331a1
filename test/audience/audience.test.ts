import { beforeEach, describe, expect, test } from 'vitest';
import { asItIs } from '../../src/domain/what-if.ts';
import type { Workspaces } from '../access/workspaces.ts';
import { question } from '../fixtures/question.ts';
import { collection } from '../store/records.ts';
import { as, numbersSeen, PAGE, seededForEachTest } from './seeded.ts';

let services: Workspaces;
seededForEachTest((started) => {
  services = started;
});

describe('what is outside of an audience is as if it were not there', () => {
  beforeEach(() => services.narrow('T1', { channelIds: ['C1'], userIds: [] }));

  test('in answers, rows, files, lists, menus and counts', async () => {
    const outsider = as('demoted');
    expect((await services.reports.answer(outsider, question())).kind).toBe('no integrations');
    expect(await numbersSeen(services, 'demoted')).toBe('no integrations');
    expect((await services.reports.csv(outsider, { question: question() }, asItIs)).kind).toBe(
      'no integrations',
    );
    expect(await services.connections.list(outsider)).toEqual([]);
    expect(await services.connections.find(outsider, 'Account of T1')).toEqual({ nearest: [] });
    expect(await services.collections.tree(outsider)).toEqual([]);
    expect(await services.collections.suggest(outsider, 'service', 'checkout', null)).toEqual([]);
    expect(await services.collections.suggest(outsider, 'service', 'checkout', ['acme'])).toEqual([]);
    expect((await services.collections.names(outsider)).size).toBe(0);
    expect(await services.exclusions.list(outsider)).toEqual([]);
  });

  test('and there for those in it and for admins', async () => {
    expect(await numbersSeen(services, 'viewer')).toBe('1');
    expect(await numbersSeen(services, 'owner')).toBe('1');
    expect(await services.connections.list(as('curator'))).toHaveLength(1);
  });

  test('a report id that somebody else made is unknown, and known again when the audience is', async () => {
    const answer = await services.reports.answer(as('viewer'), question());
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
    expect((await services.reports.answer(as('viewer'), question(), 'C1')).kind).toBe('report');
    const held = await services.reports.answer(as('viewer'), question(), 'C2');
    expect(held).toMatchObject({ kind: 'invalid', sentence: expect.stringContaining('Account of T1') });
    expect((await services.reports.answerFor('T1', 'C2', question())).kind).toBe('no integrations');
    expect((await services.reports.answerFor('T1', 'C1', question())).kind).toBe('report');
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
    expect((await services.reports.answer(as('demoted'), { ...question(), collection: 'Child' })).kind).toBe(
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
          services.reports.answer(actor, question()),
          services.reports.incidents(actor, { question: question() }, asItIs, PAGE),
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
