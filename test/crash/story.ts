import { expect } from 'vitest';
import type { JsonStore } from '../../src/store/json/json-store.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Sequence } from '../../src/store/sequence.ts';
import type { Store } from '../../src/store/store.ts';
import type { FaultyDisk } from '../store/faulty-disk.ts';
import { collection, incident, integration, run } from '../store/records.ts';

const OCTOBER = 1_791_000_000;
const SEPTEMBER = OCTOBER - 30 * 86_400;
const ALWAYS = { start: 0, end: 4_000_000_000 };
export const STEPS = 7;

/** What a writer was told: how many steps were acknowledged, and the sequence of each. */
export interface Told {
  acknowledged: number;
  readonly sequences: Sequence[];
  /** Whether the last step that was begun was refused in words. */
  refused: number[];
}

export function openOn(disk: FaultyDisk, compactAt: number): Promise<JsonStore> {
  return openJsonStore({ dataDir: '/data', disk, compactAt, clock: { now: () => OCTOBER } });
}

/** Writes steps that each change two months, coverage, run and directory in one commit, and one thing of configuration. */
export async function write(store: Store, told: Told, steps = STEPS): Promise<void> {
  await store.integrations.save(integration());
  for (let step = told.acknowledged + 1; step <= steps; step++) {
    try {
      const { sequence } = await store.sync.commit('T1', 'acme', {
        incidents: [
          incident({
            id: 'X',
            number: 1,
            createdAt: OCTOBER,
            updatedAt: OCTOBER + step,
            title: `step ${step}`,
          }),
          incident({
            id: 'Y',
            number: 2,
            createdAt: SEPTEMBER,
            updatedAt: OCTOBER + step,
            title: `step ${step}`,
          }),
          incident({
            id: `N${step}`,
            number: 10 + step,
            createdAt: OCTOBER + step,
            updatedAt: OCTOBER + step,
          }),
        ],
        state: { coverage: { coveredFrom: 1, completeTo: step }, backfill: null, nightlyAt: null },
        run: run({ id: `run ${step}` }),
      });
      told.sequences[step] = sequence;
      told.acknowledged = step;
      await store.collections.save(collection({ description: `step ${step}` }));
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'StoreWriteError') throw error;
      told.refused.push(step);
    }
  }
}

/** The step that all parts of the store agree on; fails where they do not. */
export async function stepIn(store: Store): Promise<number> {
  const { coverage } = await store.sync.state('T1', 'acme');
  const step = coverage?.completeTo ?? 0;
  const [x, y] = await store.incidents.get('T1', 'acme', ['X', 'Y']);
  const runs = await store.sync.runs('T1', 'acme', 100);
  const known = Array.from({ length: step + 2 }, (_, at) => `N${at}`);
  const news = await store.incidents.get('T1', 'acme', known);
  const title = step === 0 ? undefined : `step ${step}`;
  expect({ x: x?.title, y: y?.title, run: runs[0]?.id }).toEqual({
    x: title,
    y: title,
    run: step === 0 ? undefined : `run ${step}`,
  });
  expect(news.at(-1)?.id).toBe(step === 0 ? undefined : `N${step}`);
  expect(await store.incidents.count('T1', 'acme')).toBe(step === 0 ? 0 : news.length + 2);
  expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
  return step;
}

/** Whether each acknowledged state can still be asked for. */
export async function expectHistory(store: Store, told: Told): Promise<void> {
  for (const [step, asOf] of told.sequences.entries()) {
    if (asOf === undefined) continue;
    const query = { integrationIds: ['acme'], track: 'created', span: ALWAYS, asOf } as const;
    const table = await store.incidents.window('T1', query);
    const rows = [...table.number.keys()].filter((row) => table.id(row) === 'X');
    expect(rows.map((row) => table.updatedAt[row])).toEqual([OCTOBER + step]);
  }
}
