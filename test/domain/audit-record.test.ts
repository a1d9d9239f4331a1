import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AuditRecord, brokenAt, nextRecord } from '../../src/domain/audit-record.ts';

function log(length: number): AuditRecord[] {
  const records: AuditRecord[] = [];
  for (let at = 0; at < length; at++)
    records.push(
      nextRecord(records.at(-1) ?? null, {
        workspaceId: 'T1',
        at,
        actor: 'p1',
        what: 'role given',
        object: { kind: 'person', id: 'p2', name: '' },
        before: null,
        after: { role: 'admin' },
      }),
    );
  return records;
}

test('T23 a log that nobody changed is whole', () => {
  expect(brokenAt(log(10))).toBeNull();
  expect(brokenAt([])).toBeNull();
});

test('T23 whatever is changed, taken out, put in or moved, is found where it was', () => {
  const change = fc.constantFrom('actor', 'what', 'at', 'after', 'taken out', 'twice', 'swapped');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7 }), change, (at, how) => {
      const records = log(10);
      const [one, other] = [records[at], records[at + 1]];
      if (one === undefined || other === undefined) throw new Error('There are ten records.');
      if (how === 'taken out') records.splice(at, 1);
      else if (how === 'twice') records.splice(at, 0, one);
      else if (how === 'swapped') records.splice(at, 2, other, one);
      else if (how === 'after') records[at] = { ...one, after: { role: 'viewer' } };
      else records[at] = { ...one, [how]: how === 'at' ? 999 : 'somebody' };
      expect(brokenAt(records)).toBe(at + 1 + (how === 'twice' ? 1 : 0));
    }),
  );
});
