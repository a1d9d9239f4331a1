import { expect, test } from 'vitest';
import type { ReadableRecord } from '../../src/audit/audit.ts';
import { auditCsv } from '../../src/audit/audit-csv.ts';
import { readCsv } from '../fixtures/read-csv.ts';

function record(changes: Partial<ReadableRecord>): ReadableRecord {
  return {
    workspaceId: 'T1',
    number: 1,
    at: 1_795_168_800,
    actor: 'person-1',
    actorId: 'U1',
    objectId: null,
    what: 'collection created',
    object: { kind: 'collection', id: 'c1', name: 'Payments' },
    before: null,
    after: { name: 'Payments', tags: ['a', 'b'] },
    previous: '0',
    hash: 'ab12',
    ...changes,
  };
}

test('a line a record, people by their ids', () => {
  const [head, row] = readCsv(auditCsv([record({})]));
  expect(Object.fromEntries((head ?? []).map((title, index) => [title, row?.[index]]))).toEqual({
    number: '1',
    at: '2026-11-20T10:00:00.000Z',
    actor: 'U1',
    what: 'collection created',
    'object kind': 'collection',
    object: 'Payments',
    before: '',
    after: '{"name":"Payments","tags":["a","b"]}',
    hash: 'ab12',
  });
});

test.each(['=1+1', ' =1', '|calc', '%0A', '＝1'])('T19 something called %j is no formula', (name) => {
  const named = record({ object: { kind: 'collection', id: 'c1', name } });
  expect(readCsv(auditCsv([named]))[1]?.[5]).toBe(`'${name}`);
});
