import { expect, test } from 'vitest';
import { note, ok, wrong } from '../../../../src/satellite/agent/check/finding.ts';
import { findingsTable } from '../../../../src/satellite/agent/check/findings-table.ts';

test('a line each, what to do below it, the sum at the end', () => {
  const table = findingsTable([
    ok('app', 'answers'),
    note('PagerDuty i1', 'answers', 'Could be better.'),
    wrong('clock', 'is off', 'Set it.'),
  ]);
  expect(table).toBe(
    `app           ok     answers
PagerDuty i1  note   answers
                     → Could be better.
clock         wrong  is off
                     → Set it.

1 thing is wrong.
`,
  );
});

test('long sentences are broken between words', () => {
  const table = findingsTable([ok('app', 'word '.repeat(60).trim())]);
  for (const line of table.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});
