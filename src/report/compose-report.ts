import type { Instant } from '../domain/instant.ts';
import type { Mttr } from '../domain/mttr.ts';
import type { ExcludedIncident, IncidentPointer, Report } from '../domain/report.ts';
import type { WhatIf } from '../domain/what-if.ts';
import { currentNames } from './account.ts';
import { readable } from './scope.ts';
import type { Settled } from './settle.ts';

/** Everything an answer consists of. */
export interface Parts {
  readonly id: string | null;
  readonly settled: Settled;
  readonly whatIf: WhatIf;
  readonly numbers: Mttr;
  /** Of the movers, in their order; `null` for one that has gone meanwhile. */
  readonly moverPointers: readonly (IncidentPointer | null)[];
  readonly oldest: { readonly pointer: IncidentPointer; readonly createdAt: Instant } | null;
  /** The latest exclusions that took something out of the number. */
  readonly excluded: readonly ExcludedIncident[];
}

/** Puts an answer together. Computes nothing. */
export function composeReport(parts: Parts): Report {
  const { id, settled, whatIf, numbers, moverPointers, oldest, excluded } = parts;
  const { question } = settled;
  const { population } = numbers;
  return {
    id,
    subject: question.subject,
    definition: {
      metric: question.metric,
      track: question.track,
      window: question.window,
      covered: question.covered,
      filter: readable(question.filter, currentNames(settled.accounts)),
      applied: question.filter,
      profile: question.profile,
      withoutPrivateTeams: settled.accounts.some(({ directory }) => directory.isWithoutPrivateTeams),
      whatIf,
    },
    recovery: numbers.recovery,
    previous: {
      window: question.before,
      recovery: numbers.before,
      covered: question.isBeforeCovered,
      medianWithOpen: numbers.medianWithOpenBefore,
    },
    change: numbers.change,
    trend: numbers.trend,
    groups: numbers.groups,
    open: {
      count: numbers.open.count,
      oldest: oldest && { ...oldest.pointer, age: Math.max(0, question.asOf - oldest.createdAt) },
      medianWithOpen: numbers.medianWithOpen,
    },
    notCounted: {
      merged: population.merged,
      clockErrors: population.clockErrors,
      unresolved: population.unresolved,
      notAcknowledged: population.notAcknowledged,
    },
    endedBy: population.endedBy,
    beside: { ...numbers.beside, excluded: { count: population.excluded.length, list: excluded } },
    phases: numbers.phases,
    counts: numbers.counts,
    movers: numbers.movers.flatMap(({ recovery, meanWithout }, index) => {
      const incident = moverPointers[index];
      return incident ? [{ incident, recovery, meanWithout }] : [];
    }),
    completeTo: question.completeTo,
    freshness: settled.freshness,
    partlyKnown: numbers.partlyKnown,
  };
}
