import { expect, test } from 'vitest';
import { MINUTE } from '../../src/domain/duration.ts';
import { numbers } from '../fixtures/mttr.ts';

test('waiting and fixing add up to the recovery of the same incidents', () => {
  const { phases } = numbers([
    { recovery: '30m', acknowledged: '10m' },
    { recovery: '60m', acknowledged: '2m' },
    { recovery: '20m', responders: ['Dana'] },
    { recovery: '90m' },
  ]);
  expect(phases).toEqual({
    n: 2,
    neverAcknowledged: 1,
    share: 0.75,
    waiting: { mean: 6 * MINUTE, median: 6 * MINUTE },
    fixing: { mean: 39 * MINUTE, median: 39 * MINUTE },
  });
});

test('nothing is said where no log entries are ingested', () => {
  expect(numbers([{}, {}]).phases).toBeNull();
  expect(numbers([]).phases).toBeNull();
});

test('under “mtta” the number is the time to the first acknowledgement, of incidents that had one', () => {
  const found = numbers(
    [
      { recovery: '30m', acknowledged: '10m' },
      { recovery: null, acknowledged: '2m', service: 'ledger' },
      { recovery: '20m', responders: ['Dana'] },
      { recovery: '20m', acknowledged: '1m', ending: 'merge' },
    ],
    { metric: 'mtta', track: 'created' },
  );
  expect(found.recovery).toMatchObject({ n: 2, mean: 6 * MINUTE, min: 2 * MINUTE, max: 10 * MINUTE });
  expect(found.population).toMatchObject({ notAcknowledged: 1, merged: 1 });
  expect(found.groups.rows.map(({ label, statistics }) => [label, statistics.n])).toEqual([
    ['checkout', 1],
    ['ledger', 1],
  ]);
  expect(found.partlyKnown).toEqual([]);
  expect(numbers([{}, { acknowledged: '1m' }], { metric: 'mtta' }).partlyKnown).toEqual([
    { field: 'acknowledgement', share: 0.5 },
  ]);
});
