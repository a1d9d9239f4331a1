import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/duration.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Question } from '../../src/domain/question.ts';
import { createReports } from '../../src/report/create-reports.ts';
import { reportIds } from '../../src/report/report-id.ts';
import type { Again, ChangeCause } from '../../src/report/reports.ts';
import { incident, incidents, reference } from '../fixtures/incident.ts';
import { equal, question } from '../fixtures/question.ts';
import { exclusion as exclusionRecord } from '../store/records.ts';
import { type MemoryStore, memoryStore, NOW } from './memory-store.ts';

const SERVICES = ['checkout', 'ledger'].map((name) => ({
  ...reference(name),
  status: 'active',
  autoResolveTimeout: null,
  deletedAt: null,
}));

const LIST = incidents(
  { recovery: '1h' },
  { recovery: '2h', priority: 'P2' },
  { recovery: '3h', urgency: 'low' },
  { recovery: null },
);

function setUp(list: readonly Incident[] = LIST) {
  const priorities = ['P1', 'P2', 'P5'].map((name, rank) => ({ ...reference(name), rank, deletedAt: null }));
  const directory = { services: SERVICES, priorities };
  const store = memoryStore({ accounts: [{ incidents: list, directory }] });
  return { store, reports: createReports({ store, clock: { now: () => NOW } }) };
}

async function made(store: MemoryStore, options: Partial<Question> = {}) {
  const reports = createReports({ store, clock: { now: () => NOW } });
  const answer = await reports.answer('T1', question(options));
  if (answer.kind !== 'report') throw new Error(JSON.stringify(answer));
  return { reports, report: answer.report, id: answer.report.id ?? '' };
}

function again(answer: Again): Extract<Again, { kind: 'report' }> {
  if (answer.kind !== 'report') throw new Error(JSON.stringify(answer));
  return answer;
}

describe('an id', () => {
  test('has five characters that nobody misreads', async () => {
    const { id } = await made(setUp().store);
    expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}$/);
  });

  test('is the same for the same question on the same data, and another for any other', async () => {
    const one = await made(setUp().store);
    const other = await made(setUp(LIST.toReversed()).store);
    expect(other.id).toBe(one.id);
    expect((await made(setUp().store, { by: ['priority'] })).id).not.toBe(one.id);
    expect((await made(setUp(LIST.slice(1)).store)).id).not.toBe(one.id);
  });

  test('is read as people write it', async () => {
    const { reports, id } = await made(setUp().store);
    const written = ` ${id.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `;
    expect(again(await reports.again('T1', written)).report.id).toBe(id);
  });

  test('of nothing is said to be unknown', async () => {
    expect(await setUp().reports.again('T1', 'zzzzz')).toEqual({ kind: 'unknown report', id: 'ZZZZZ' });
  });

  test('that another report has is passed over for the next', async () => {
    const { store } = setUp();
    const { id } = await made(store);
    const kept = await store.reports.get('T1', id);
    const fresh = setUp().store;
    if (kept) await fresh.reports.save({ ...kept, checksum: 'another' });
    const second = await made(fresh);
    expect(second.id).not.toBe(id);
    expect(again(await second.reports.again('T1', second.id)).isSame).toBe(true);
  });

  test('that a report has which is not shown here is passed over all the same', async () => {
    const { store } = setUp();
    const { id } = await made(store);
    const kept = await store.reports.get('T1', id);
    const whole = setUp().store;
    if (kept) await whole.reports.save({ ...kept, checksum: 'another' });
    const shown = { ...whole, reports: { ...whole.reports, get: async () => undefined } };
    const reports = createReports({ store: shown, clock: { now: () => NOW }, keptIn: whole.reports });
    const answer = await reports.answer('T1', question());
    expect(answer.kind === 'report' && answer.report.id).not.toBe(id);
  });

  test('grows longer where all of five characters are taken', () => {
    const ids = reportIds('content');
    const lengths = Array.from({ length: 9 }, () => ids.next().value?.length);
    expect(lengths).toEqual([5, 5, 5, 5, 5, 5, 5, 5, 6]);
  });

  test('is missing where the store cannot write; the answer is there all the same', async () => {
    const { store } = setUp();
    const { report, id } = await made({
      ...store,
      reports: { ...store.reports, save: () => Promise.reject(new Error('The disk is full.')) },
    });
    expect(id).toBe('');
    expect(report.recovery?.n).toBe(3);
  });
});

describe('a report is had again', () => {
  test('with the same bytes where nothing has changed', async () => {
    const { reports, report, id } = await made(setUp().store);
    expect(again(await reports.again('T1', id))).toEqual({
      kind: 'report',
      report,
      at: NOW,
      question: question(),
      changed: null,
      isSame: true,
    });
  });

  const first = LIST[0] as Incident;
  const changes: readonly [ChangeCause, string, readonly Incident[]][] = [
    ['reopened', 'opened again', [{ ...first, resolvedAt: null, status: 'acknowledged', ending: 'open' }]],
    ['reopened', 'resolved later once more', [{ ...first, resolvedAt: (first.resolvedAt ?? 0) + HOUR }]],
    ['merged', 'merged', [{ ...first, ending: 'merge' }]],
    ['moved', 'moved to another service', [{ ...first, service: reference('ledger') }]],
    ['re-prioritised', 'of another priority', [{ ...first, priority: reference('P5') }]],
    ['re-prioritised', 'of another urgency', [{ ...first, urgency: 'low' }]],
    ['corrected', 'of another beginning', [{ ...first, createdAt: first.createdAt - MINUTE }]],
    ['ingested later', 'new', [incident({ number: 77 })]],
  ];
  const narrow = { filter: equal({ service: ['checkout'], priority: ['P1'], urgency: ['high'] }) };

  test.each(changes)('and says what is %s: %s', async (cause, _, versions) => {
    const { store } = setUp();
    const { reports, report, id } = await made(store, narrow);
    store.commit(versions);
    const found = again(await reports.again('T1', id));
    expect(found.isSame).toBe(true);
    expect(found.report.recovery).toEqual(report.recovery);
    expect(found.report.movers).toHaveLength(report.movers.length);
    expect(found.changed).toMatchObject({ was: { n: report.recovery?.n }, count: 1, incidents: [{ cause }] });
    expect(found.changed?.incidents[0]?.incident.number).toBe(versions[0]?.number);
  });

  test('and says how the number would be now', async () => {
    const { store } = setUp();
    const { reports, id } = await made(store);
    store.commit([{ ...(LIST[2] as Incident), resolvedAt: null, ending: 'open' }]);
    expect(again(await reports.again('T1', id)).changed).toMatchObject({
      was: { n: 3, mean: 2 * HOUR },
      now: { n: 2, mean: 1.5 * HOUR },
      incidents: [{ cause: 'reopened', was: 3 * HOUR, now: null }],
    });
  });

  test('also of exclusions, and of those that were taken back', async () => {
    const { store } = setUp();
    const before = await made(store);
    const exclusion = exclusionRecord({
      integrationId: 'production',
      incidentId: 'Q000003',
      number: 3,
      at: NOW,
    });
    await store.exclusions.save(exclusion);
    const after = await made(store);
    expect(after.report.beside.excluded).toMatchObject({
      count: 1,
      list: [{ incident: { number: 3 }, exclusion: { reason: 'A drill', by: 'U1' } }],
    });
    expect(after.report.recovery?.n).toBe(2);
    const then = again(await before.reports.again('T1', before.id));
    expect(then.report.recovery?.n).toBe(3);
    expect(then.changed?.incidents).toMatchObject([{ cause: 'excluded', incident: { number: 3 } }]);

    await store.exclusions.save({ ...exclusion, withdrawn: { by: 'U2', at: NOW } });
    expect(again(await after.reports.again('T1', after.id)).changed?.incidents).toMatchObject([
      { cause: 'included again', was: null, now: 3 * HOUR },
    ]);
  });

  test('of a count: what it no longer counts, also where that had no end', async () => {
    const { store } = setUp();
    const { reports, id } = await made(store, { metric: 'count', track: 'created' });
    store.commit([{ ...(LIST[3] as Incident), resolvedAt: NOW, status: 'resolved', ending: 'merge' }]);
    expect(again(await reports.again('T1', id))).toMatchObject({
      isSame: true,
      changed: {
        was: { n: 4, mean: null },
        now: { n: 3, mean: null },
        count: 1,
        incidents: [{ cause: 'merged', was: 'counted', now: null }],
      },
    });
  });

  test('of a count: it does not pretend where an open incident of then is gone', async () => {
    const { store } = setUp();
    const { reports, id } = await made(store, { metric: 'count', track: 'created' });
    store.commit([], ['Q000004']);
    expect(again(await reports.again('T1', id)).isSame).toBe(false);
  });

  test('of a count: it does not pretend where one of the time before is gone that never ended', async () => {
    const { store } = setUp();
    const before = incident({ number: 9, createdAt: '2026-10-10T10:00Z', recovery: null });
    store.commit([before]);
    const { reports, id } = await made(store, { metric: 'count', track: 'created' });
    store.commit([], [before.id]);
    expect(again(await reports.again('T1', id)).isSame).toBe(false);
  });

  test('of a count: that an incident took longer in the end changes nothing', async () => {
    const { store } = setUp();
    const { reports, id } = await made(store, { metric: 'count', track: 'created' });
    store.commit([{ ...first, resolvedAt: (first.resolvedAt ?? 0) + HOUR }]);
    expect(again(await reports.again('T1', id)).changed).toBeNull();
  });

  test('and does not pretend where data of then is gone', async () => {
    const { store } = setUp();
    const { reports, id } = await made(store);
    store.commit([], ['Q000001']);
    expect(again(await reports.again('T1', id)).isSame).toBe(false);
  });
});

test('the same question on unchanged data is not computed again; a change is seen at once', async () => {
  const { store } = setUp();
  const { reports, report } = await made(store);
  const reads = store.reads();
  const [second, third] = await Promise.all([
    reports.answer('T1', question()),
    reports.answer('T1', question()),
  ]);
  expect(store.reads()).toBe(reads);
  expect([second, third]).toEqual([
    { kind: 'report', report },
    { kind: 'report', report },
  ]);
  store.commit(incidents({ number: 9, recovery: '5m' }));
  expect(await reports.answer('T1', question())).toMatchObject({ report: { recovery: { n: 4 } } });
});
