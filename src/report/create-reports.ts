import { canonicalJson } from '../domain/canonical-json.ts';
import type { Clock } from '../domain/clock.ts';
import type { IncidentKey } from '../domain/exclusion.ts';
import type { KeptReport } from '../domain/kept-report.ts';
import { listedRows } from '../domain/listed-rows.ts';
import type { Question } from '../domain/question.ts';
import { asItIs, type WhatIf } from '../domain/what-if.ts';
import type { ReportStore } from '../store/report-store.ts';
import { changedSince } from './changed-since.ts';
import { compute } from './compute.ts';
import { csvOf } from './csv.ts';
import { drilldownOf } from './drilldown.ts';
import { eventLoopPace, inSlices, type Pace } from './in-slices.ts';
import { keepReport, reportChecksum } from './keep-report.ts';
import { memo } from './memo.ts';
import { readReportId } from './report-id.ts';
import { reportOf } from './report-of.ts';
import type { Again, Answer, Reports, Subject, Unanswered, UnknownReport } from './reports.ts';
import type { ReportsStore } from './reports-store.ts';
import { excludedIn, type Settled, settle, settledAgain, withExcluded } from './settle.ts';
import { whyNotAnswered } from './why-not-answered.ts';

export interface ReportsOptions {
  readonly store: ReportsStore;
  readonly clock: Clock;
  readonly pace?: Pace;
  /** Where reports are kept, with those that the store does not show: their ids are taken, too. */
  readonly keptIn?: ReportStore | undefined;
  /** Answers that several of these remember together, each for what it sees of the store. */
  readonly remembered?: {
    readonly answers: ReturnType<typeof memo<Answer>>;
    /** The same where the store shows the same. */
    readonly view: string;
  };
}

/** Answers kept in memory: some dozens of kilobytes each. */
const MOST_REMEMBERED = 200;

/** A question or report that can be computed, and what its answer is kept under. */
interface Found {
  readonly settled: Settled;
  readonly question: Question;
  readonly kept: KeptReport | null;
}

/**
 * Answers questions from what a store holds.
 *
 * An answer is computed in slices, so that it holds nobody up, and remembered until the data changes. It is kept under an
 * id: the same numbers can be had again, whatever becomes of the data.
 */
export function createReports({
  store,
  clock,
  pace = eventLoopPace,
  keptIn = store.reports,
  remembered = { answers: memo<Answer>(MOST_REMEMBERED), view: '' },
}: ReportsOptions): Reports {
  const { answers, view } = remembered;
  return { answer, again, incidents, csv };

  async function answer(workspaceId: string, question: Question): Promise<Answer> {
    const outcome = await settle(workspaceId, question, { store, clock });
    if (!outcome.ok) return outcome.answer;
    const { settled } = outcome;
    const revision = await (store.revision?.(workspaceId) ?? store.incidents.sequence(workspaceId));
    // What accounts name is theirs until the revision changes, and thousands of services take longer to write than to ask about.
    const { accounts: _, ...without } = settled;
    const key = canonicalJson([workspaceId, view, revision, question, without]);
    return answers(key, async () => {
      const computed = await compute(workspaceId, settled, { store, pace });
      const whyNot = whyNotAnswered(settled, computed.numbers);
      if (whyNot !== null) return whyNot;
      const checksum = reportChecksum(computed);
      const id = await keepReport(
        workspaceId,
        question,
        settled,
        { ...computed, checksum },
        { reports: keptIn, clock },
      );
      return { kind: 'report', report: await reportOf(workspaceId, settled, computed, { store, id }) };
    });
  }

  async function again(workspaceId: string, id: string): Promise<Again> {
    const found = await find(workspaceId, { reportId: id });
    if ('kind' in found) return found;
    const { settled, question, kept } = found;
    if (kept === null) return { kind: 'unknown report', id };
    const then = await compute(workspaceId, settled, { store, pace, asOf: kept.sequence });
    const whyNot = whyNotAnswered(settled, then.numbers);
    if (whyNot !== null) return whyNot;
    const present = withExcluded(settled, await excludedIn(workspaceId, store));
    const now = await compute(workspaceId, present, { store, pace });
    return {
      kind: 'report',
      report: await reportOf(workspaceId, settled, then, { store, id: kept.id }),
      at: kept.at,
      question,
      changed: await changedSince(workspaceId, settled, then, now, store),
      isSame: reportChecksum(then) === kept.checksum,
    };
  }

  async function incidents(
    ...[workspaceId, subject, whatIf, page]: Parameters<Reports['incidents']>
  ): ReturnType<Reports['incidents']> {
    const looked = await lookInto(workspaceId, subject, whatIf);
    if ('kind' in looked) return looked;
    const { settled, computed, report, plain } = looked;
    const rows = await inSlices(listedRows(computed.input, computed.numbers), pace);
    const asItIs = { recovery: plain.numbers.recovery };
    return drilldownOf(workspaceId, settled, computed, rows, report, asItIs, page, store);
  }

  async function csv(
    ...[workspaceId, subject, whatIf]: Parameters<Reports['csv']>
  ): ReturnType<Reports['csv']> {
    const looked = await lookInto(workspaceId, subject, whatIf);
    if ('kind' in looked) return looked;
    const { computed, report } = looked;
    const rows = await inSlices(listedRows(computed.input, computed.numbers), pace);
    return {
      kind: 'csv',
      report,
      name: `${report.definition.metric}-${report.id ?? 'report'}.csv`,
      content: await inSlices(csvOf(computed.input, rows), pace),
      rows: rows.rows.length,
    };
  }

  /** Computes what is looked into, with switches. */
  async function lookInto(workspaceId: string, subject: Subject, whatIf: WhatIf) {
    const found = await find(workspaceId, subject);
    if ('kind' in found) return found;
    const { settled, question, kept } = found;
    const asOf = kept === null ? {} : { asOf: kept.sequence };
    const plain = await compute(workspaceId, settled, { store, pace, ...asOf });
    const whyNot = whyNotAnswered(settled, plain.numbers);
    if (whyNot !== null) return whyNot;
    const isPlain = canonicalJson(whatIf) === canonicalJson(asItIs);
    const computed = isPlain
      ? plain
      : await compute(workspaceId, settled, {
          store,
          pace,
          ...asOf,
          whatIf,
          without: await incidentWithout(workspaceId, whatIf),
        });
    const id =
      kept?.id ??
      (await keepReport(
        workspaceId,
        question,
        settled,
        { ...plain, checksum: reportChecksum(plain) },
        { reports: keptIn, clock },
      ));
    const report = await reportOf(workspaceId, settled, computed, { store, id, whatIf });
    return { settled, plain, computed, report };
  }

  async function find(workspaceId: string, subject: Subject): Promise<Found | UnknownReport | Unanswered> {
    if (subject.question !== undefined) {
      const outcome = await settle(workspaceId, subject.question, { store, clock });
      return outcome.ok
        ? { settled: outcome.settled, question: subject.question, kept: null }
        : outcome.answer;
    }
    const id = readReportId(subject.reportId);
    const kept = await store.reports?.get(workspaceId, id);
    if (kept === undefined) return { kind: 'unknown report', id };
    const settled = await settledAgain(workspaceId, kept.settled, store);
    return { settled, question: kept.question, kept };
  }

  async function incidentWithout(workspaceId: string, { without }: WhatIf): Promise<IncidentKey | null> {
    if (without === null) return null;
    const { integrationId, incidentId } = without;
    const [incident] = await store.incidents.get(workspaceId, integrationId, [incidentId]);
    return incident ? { integrationId, incidentId, number: incident.number } : null;
  }
}
