import { expect, test } from 'vitest';
import { DAY, MINUTE } from '../../src/domain/duration.ts';
import { growingFrom } from '../../src/pagerduty/growing.ts';
import { collected, NOW, setUp } from './setup.ts';

const AHEAD = { start: NOW - DAY, end: NOW + MINUTE };
const ids = Array.from({ length: 250 }, (_, row) => `ONE${row}`);

test('a span that ends with the present grows no longer', () => {
  expect(growingFrom({ start: NOW - DAY, end: NOW }, NOW)).toBe(null);
  expect(growingFrom({ start: NOW - DAY, end: NOW + 1 }, NOW)).toBe(null);
});

test('one that reaches further is cut where clocks surely are past, if there is anything to cut', () => {
  expect(growingFrom(AHEAD, NOW)).toBe(NOW - 1);
  expect(growingFrom({ start: NOW - 1, end: NOW + MINUTE }, NOW)).toBe(null);
});

test.each(['/incidents', '/log_entries'] as const)(
  'nothing moves from one page of %s to another while they are read side by side',
  async (path) => {
    const incidents = ids.map((id, row) => ({ id, createdAt: NOW - DAY + 1 + row * MINUTE }));
    const { client, pagerduty } = await setUp({ incidents });
    const { mutate, faults } = pagerduty;
    const happens = (page: unknown) => {
      mutate.create({ id: 'NEW', createdAt: NOW });
      return page;
    };
    // The second page comes after the third, and between them something happens.
    faults.next({ kind: 'change', change: (page) => page }, { path });
    faults.next({ kind: 'status', status: 503 }, { path });
    faults.next({ kind: 'change', change: happens }, { path });
    const list = path === '/incidents' ? client.incidents(AHEAD) : client.changedIncidents(AHEAD);
    const read = new Set((await collected(list)).incidents.map(({ id }) => id));
    expect(ids.filter((id) => !read.has(id))).toEqual([]);
  },
);

test('a list that fits on one page costs one request, wherever it ends', async () => {
  const { client, pagerduty } = await setUp({ incidents: [{ createdAt: NOW }] });
  expect((await collected(client.incidents(AHEAD))).incidents).toHaveLength(1);
  expect(pagerduty.requests).toHaveLength(1);
});
