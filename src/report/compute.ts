import type { IncidentKey } from '../domain/exclusion.ts';
import { type IncidentTable, tableOf } from '../domain/incident-table.ts';
import type { Span } from '../domain/instant.ts';
import { type Mttr, type MttrInput, mttr } from '../domain/mttr.ts';
import type { Grouping } from '../domain/question.ts';
import { RECURS_WITHIN } from '../domain/recurrences.ts';
import { rowsOfTable } from '../domain/rows-of-table.ts';
import { asItIs, type WhatIf } from '../domain/what-if.ts';
import type { Sequence } from '../store/sequence.ts';
import { currentNames, userZones } from './account.ts';
import { gatherColumns } from './gather-columns.ts';
import { inSlices, type Pace } from './in-slices.ts';
import type { ReportsStore } from './reports-store.ts';
import type { Settled } from './settle.ts';

/** The numbers of a settled question, and the tables their rows are of. */
export interface Computed {
  readonly input: MttrInput;
  readonly numbers: Mttr;
  /** The commit after which the store was read. */
  readonly sequence: Sequence;
}

export interface ComputeOptions {
  readonly store: ReportsStore;
  readonly pace: Pace;
  /** The data as it was right after this commit; without it, as it is now. */
  readonly asOf?: Sequence;
  readonly whatIf?: WhatIf;
  /** The incident of `whatIf.without`. */
  readonly without?: IncidentKey | null;
  /** Nothing but the window is looked at: neither the one before, nor what is open. */
  readonly windowAlone?: boolean;
}

/** Reads what a settled question is about, once, and computes its numbers in slices. */
export async function compute(
  workspaceId: string,
  { question, accounts }: Settled,
  { store, pace, asOf, whatIf = asItIs, without = null, windowAlone = false }: ComputeOptions,
): Promise<Computed> {
  const sequence = asOf ?? (await store.incidents.sequence(workspaceId));
  const { track, window, covered, before, isBeforeCovered, integrationIds } = question;
  const tableIn = (span: Span, by = track) =>
    store.incidents.window(workspaceId, { integrationIds, track: by, span, asOf: sequence });
  const [table, tableBefore, open] = await Promise.all([
    covered === null ? tableOf([]) : tableIn(covered),
    isBeforeCovered && !windowAlone ? tableIn(before) : null,
    windowAlone ? tableOf([]) : openThen(),
  ]);
  const after = await beganAfter(table);
  await pace.pause();
  await inSlices(gatherColumns([table, tableBefore]), pace);
  const input: MttrInput = {
    table,
    before: tableBefore,
    open,
    after,
    filter: question.filter,
    names: currentNames(accounts),
    metric: question.metric,
    track,
    // Where nothing is covered, the window is empty: it has no rows and no buckets.
    window: covered ?? { ...window, end: window.start },
    beforeStart: before.start,
    asOf: question.asOf,
    by: groupings(question.by),
    excluded: question.excluded,
    whatIf,
    without,
    zones: userZones(accounts),
  };
  return { input, numbers: await inSlices(mttr(input), pace), sequence };

  /**
   * What may have come back after the incidents of the window. Of a window that reaches to the present that is in it or
   * open; of an earlier one it may have ended since. Edits tell nothing of when an incident began.
   */
  async function beganAfter({ resolvedAt }: IncidentTable): Promise<IncidentTable> {
    if (windowAlone || covered === null) return tableOf([]);
    if (track !== 'updated' && covered.end >= question.asOf) return tableOf([]);
    let first = Number.POSITIVE_INFINITY;
    let last = 0;
    for (const end of resolvedAt) {
      if (end === 0) continue;
      first = Math.min(first, end);
      last = Math.max(last, end);
    }
    if (last === 0) return tableOf([]);
    const span = { start: first, end: Math.min(last + RECURS_WITHIN + 1, question.asOf) };
    return span.start < span.end ? tableIn(span, 'created') : tableOf([]);
  }

  async function openThen(): Promise<IncidentTable> {
    if (asOf === undefined) return store.incidents.open(workspaceId, integrationIds);
    return stillOpen(await tableIn({ start: 0, end: question.asOf + 1 }, 'created'));
  }
}

/** Services, unless the question says otherwise. */
function groupings([first = 'service', second]: readonly Grouping[]): MttrInput['by'] {
  return second === undefined ? [first] : [first, second];
}

/** What of a table was open when it was read. */
function stillOpen(table: IncidentTable): IncidentTable {
  const rows = Uint32Array.from({ length: table.length }, (_, row) => row);
  return rowsOfTable(
    table,
    rows.filter((row) => table.resolvedAt[row] === 0),
  );
}
