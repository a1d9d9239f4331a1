import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { DAY } from '../../src/domain/duration.ts';
import { dateOf, type Instant, instantOf } from '../../src/domain/instant.ts';
import type { Question } from '../../src/domain/question.ts';
import { createReports } from '../../src/report/create-reports.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { type Bench, type Figure, percentile } from './bench.ts';
import { BENCH_WORKSPACE, fill } from './population.ts';
import { processorTime, watchedPace } from './watched-pace.ts';

const SIZE = 100_000;
const ROUNDS = 40;

const QUESTION: Question = {
  filter: [],
  collection: null,
  metric: 'mttr',
  track: null,
  range: { kind: 'last', days: 30 },
  by: [],
  zone: 'Europe/Berlin',
};

const HALF_A_YEAR = { kind: 'last', days: 182 } as const;

/** With a window before of the same size, so that everything is compared. */
const questionsAt = (now: Instant): Record<string, Question> => ({
  '30 days': QUESTION,
  'half a year and the one before': { ...QUESTION, range: HALF_A_YEAR },
  'the same by service and priority': { ...QUESTION, range: HALF_A_YEAR, by: ['service', 'priority'] },
  'the same by when it was created': { ...QUESTION, range: HALF_A_YEAR, track: 'created' },
  // What came back after it is looked for in a window of its own.
  'half a year that ended 60 days ago': {
    ...QUESTION,
    range: { kind: 'dates', from: dayBefore(now, 60 + 182), to: dayBefore(now, 60) },
  },
  'a whole year': { ...QUESTION, range: { kind: 'last', days: 365 } },
});

function dayBefore(now: Instant, days: number): string {
  return dateOf(now - days * DAY)
    .toISOString()
    .slice(0, 10);
}

/** A whole answer that nobody asked for before, and how long it keeps others waiting; then the same again. */
export const answerBench: Bench = {
  name: 'the first answer over 100,000 incidents: processor time, and the longest it holds others up',
  run: async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sei-bench-'));
    const now = instantOf(new Date());
    const store = await openJsonStore({ dataDir });
    try {
      await fill(store, SIZE, now);
      const figures: Figure[] = [];
      for (const [name, question] of Object.entries(questionsAt(now))) {
        const first: number[] = [];
        const again: number[] = [];
        const slices: number[] = [];
        for (let round = -12; round < ROUNDS; round++) {
          await setImmediate();
          const held = watchedPace();
          const reports = createReports({ store, clock: { now: () => now }, pace: held.pace });
          const ask = () => reports.answer(BENCH_WORKSPACE, question);
          const took = await processorTime(ask);
          const began = performance.now();
          await ask();
          const tookAgain = performance.now() - began;
          if (round < 0) continue;
          first.push(took);
          again.push(tookAgain);
          slices.push(held.longest());
        }
        figures.push(
          // The least is what it costs; the rest is who else uses the machine.
          { measure: `${name}, least`, value: Math.min(...first), unit: 'ms', reach: 150 },
          { measure: `${name}, median`, value: percentile(first, 0.5), unit: 'ms' },
          {
            measure: `${name}, longest slice, median`,
            value: percentile(slices, 0.5),
            unit: 'ms',
            reach: 20,
          },
          { measure: `${name}, asked again, least`, value: Math.min(...again), unit: 'ms', reach: 2 },
        );
      }
      return figures;
    } finally {
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};
