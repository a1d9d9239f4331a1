import { expect, test } from 'vitest';
import { DAY } from '../../src/domain/duration.ts';
import { collected, NOW, setUp } from './setup.ts';

const BORDER = NOW - 30 * DAY;

test('finds what was created before a border and resolved after it, however long before, and no more than it must', async () => {
  const { client, pagerduty } = await setUp({
    incidents: [
      { id: 'QANCIENT', createdAt: NOW - 900 * DAY, resolvedAt: NOW - 10 * DAY },
      { id: 'QOLD', createdAt: NOW - 31 * DAY, resolvedAt: BORDER, absent: ['resolved_at'] },
      { id: 'QOPEN', createdAt: NOW - 100 * DAY },
      { id: 'QNEW', createdAt: NOW - 20 * DAY, resolvedAt: NOW - 10 * DAY },
      ...Array.from({ length: 300 }, (_, row) => ({
        createdAt: NOW - 60 * DAY + row,
        resolvedAt: NOW - 60 * DAY + row + 60,
      })),
    ],
  });
  const { incidents } = await collected(client.resolvedAcross(BORDER));
  const ids = incidents.map(({ id }) => id);
  expect(ids).toContain('QANCIENT');
  expect(ids).toContain('QOLD');
  expect(ids).not.toContain('QNEW');
  // Which incident is the oldest, and a request for each half year down to it.
  expect(pagerduty.requests).toHaveLength(1 + 5);
});

test('more of them than a page holds', async () => {
  const { client } = await setUp({
    incidents: Array.from({ length: 250 }, (_, row) => ({
      createdAt: NOW - 60 * DAY + row,
      resolvedAt: NOW - 20 * DAY + row,
    })),
  });
  expect((await collected(client.resolvedAcross(BORDER))).incidents).toHaveLength(250);
});

test('a list that is not sorted as asked for is read whole', async () => {
  const { client, pagerduty } = await setUp({
    incidents: Array.from({ length: 250 }, (_, row) => ({
      id: `Q${row}`,
      createdAt: NOW - 60 * DAY + row,
      resolvedAt: row === 150 ? NOW - DAY : NOW - 60 * DAY + row + 60,
    })),
  });
  const shuffled = (body: unknown) => {
    const { incidents, ...rest } = body as { incidents: { id: string }[] };
    return { ...rest, incidents: incidents.toSorted((one, other) => (one.id < other.id ? -1 : 1)) };
  };
  // The oldest one is asked for first; then the page that should begin with the newest resolution.
  pagerduty.faults.next({ kind: 'change', change: (body) => body }, { path: '/incidents' });
  pagerduty.faults.next({ kind: 'change', change: shuffled }, { path: '/incidents' });
  expect((await collected(client.resolvedAcross(BORDER))).incidents).toHaveLength(250);
});

test('an account without anything before the border costs one request', async () => {
  const { client, pagerduty } = await setUp({ incidents: [{ createdAt: NOW - DAY }] });
  expect((await collected(client.resolvedAcross(BORDER))).incidents).toEqual([]);
  expect(pagerduty.requests).toHaveLength(1);
});
