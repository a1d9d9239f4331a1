import { expect, test } from 'vitest';
import type { Question, TrackingEvent } from '../../src/domain/question.ts';
import { createReports } from '../../src/report/create-reports.ts';
import { incidents } from '../fixtures/incident.ts';
import { question } from '../fixtures/question.ts';
import { memoryStore, NOW } from './memory-store.ts';

/** How many incidents of week 46 (9 to 15 November) came back, of a disk that is full on Sunday and again on Monday. */
async function recurred(options: Partial<Question> = {}): Promise<number> {
  const list = incidents(
    { createdAt: '2026-11-15T20:00Z', recovery: '1h', title: 'Disk full' },
    { createdAt: '2026-11-15T23:30Z', recovery: '2h', title: 'Disk full' },
    { createdAt: '2026-11-16T20:00Z', recovery: '1h', title: 'Disk full' },
  );
  const store = memoryStore({ accounts: [{ incidents: list }] });
  const reports = createReports({ store, clock: { now: () => NOW } });
  const range = { kind: 'week', year: 2026, week: 46 } as const;
  const answer = await reports.answer('T1', question({ range, ...options }));
  if (answer.kind !== 'report') throw new Error(JSON.stringify(answer));
  return answer.report.beside.recurred;
}

test.each<[TrackingEvent, number]>([
  ['resolved', 1],
  ['created', 2],
  ['updated', 1],
])(
  'what came back after a week that is over came back all the same, tracked when %s',
  async (track, count) => {
    expect(await recurred({ track })).toBe(count);
  },
);

test('of a window that is not over, only what has come back', async () => {
  expect(await recurred({ range: { kind: 'last', days: 30 } })).toBe(2);
});
