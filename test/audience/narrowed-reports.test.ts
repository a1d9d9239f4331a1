import { beforeEach, describe, expect, test } from 'vitest';
import type { Workspaces } from '../access/workspaces.ts';
import { question } from '../fixtures/question.ts';
import { collection } from '../store/records.ts';
import { as, seededForEachTest } from './seeded.ts';

let services: Workspaces;
seededForEachTest((started) => {
  services = started;
});

describe('a report of a narrowed collection', () => {
  const ofChild = { ...question(), collection: 'Child' };
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
    const closed = await reports.answer(as('viewer'), { ...question(), collection: name });
    const answer = await reports.answer(as('demoted'), question());
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
    await store.reports.save({ ...kept, id: 'SPARE', settled, question: question() });
    expect((await services.reports.again(as('demoted'), 'SPARE')).kind).toBe('report');
    await store.collections.delete('T1', 'child');
  });
});
