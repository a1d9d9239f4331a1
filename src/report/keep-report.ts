import { canonicalJson } from '../domain/canonical-json.ts';
import { checksumOf } from '../domain/checksum.ts';
import type { Clock } from '../domain/clock.ts';
import type { Selection } from '../domain/incident-table.ts';
import type { KeptReport } from '../domain/kept-report.ts';
import type { Population } from '../domain/population.ts';
import type { Question } from '../domain/question.ts';
import type { ReportStore } from '../store/report-store.ts';
import type { Computed } from './compute.ts';
import { reportIds } from './report-id.ts';
import type { Settled } from './settle.ts';

/**
 * Keeps a report, so that its numbers can be had again. The same question on the same data has the same id and is kept
 * once.
 *
 * @returns its id; `null` where the store keeps no reports, or cannot write now: an answer without an id is still one
 */
export async function keepReport(
  workspaceId: string,
  question: Question,
  { question: settled }: Settled,
  { numbers, sequence, checksum }: Computed & { readonly checksum: string },
  { reports, clock }: { readonly reports: ReportStore | undefined; readonly clock: Clock },
): Promise<string | null> {
  if (reports === undefined) return null;
  const content = canonicalJson([settled, checksum]);
  for (const id of reportIds(content)) {
    const taken = await reports.get(workspaceId, id);
    if (taken !== undefined) {
      if (canonicalJson([taken.settled, taken.checksum]) === content) return id;
      continue;
    }
    const report: KeptReport = {
      workspaceId,
      id,
      at: clock.now(),
      question,
      settled,
      sequence,
      checksum,
      n: numbers.recovery?.n ?? 0,
      mean: numbers.recovery?.mean ?? null,
    };
    try {
      await reports.save(report);
      return id;
    } catch {
      // The store says itself that it cannot write, and people want their answer.
      return null;
    }
  }
  return null;
}

/**
 * What tells whether the numbers of a report are the same: those of its window, and of the one before. A count takes incidents
 * whatever they last.
 */
export function reportChecksum({ numbers }: Pick<Computed, 'numbers'>): string {
  const { population, populationBefore, countedRows, countedRowsBefore } = numbers;
  return checksumOf([
    counted(population, countedRows),
    populationBefore && counted(populationBefore, countedRowsBefore),
  ]);
}

function counted(population: Population, rows: Selection | null): Parameters<typeof checksumOf>[0][number] {
  if (rows === null) return population;
  return { table: population.table, rows, recovery: new Uint32Array(rows.length) };
}
