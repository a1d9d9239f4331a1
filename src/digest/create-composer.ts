import type { Access } from '../access/access.ts';
import { seenStore } from '../audience/seen-store.ts';
import type { Sight, View } from '../audience/sight.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { Clock } from '../domain/clock.ts';
import type { Digest } from '../domain/digest.ts';
import type { Question } from '../domain/question.ts';
import { currentNames } from '../report/account.ts';
import { createReports } from '../report/create-reports.ts';
import { gatherColumns } from '../report/gather-columns.ts';
import { eventLoopPace, inSlices, type Pace } from '../report/in-slices.ts';
import { memo } from '../report/memo.ts';
import type { Answer } from '../report/reports.ts';
import type { ReportsStore } from '../report/reports-store.ts';
import { type Settled, settle } from '../report/settle.ts';
import type { SlotLedger } from '../store/slot-ledger.ts';
import type { Composed, Composer, Occasion } from './composer.ts';
import type { DigestReport } from './digest-report.ts';
import { type LongView, longView } from './long-view.ts';
import { openIncidents } from './open-incidents.ts';
import { type Periods, periodsOf } from './periods-of.ts';
import { restatements } from './restatements.ts';
import { servicesOf } from './services-of.ts';
import { staleOf } from './stale-of.ts';
import { targetMet, worthSaying } from './worth-saying.ts';

export interface ComposerOptions {
  readonly store: ReportsStore;
  readonly slots: Pick<SlotLedger, 'of'>;
  readonly sight: Pick<Sight, 'view'>;
  readonly access: Pick<Access, 'standing'>;
  readonly clock: Clock;
  readonly pace?: Pace;
}

/** What digests of one place and collection share, with all who see the same. */
const MOST_REMEMBERED = 200;
/** Earlier digests whose numbers are looked at again. */
const SLOTS_BACK = 12;

/** Composes digests from a store. Computes in slices, and once for all digests that say the same. */
export function createComposer({
  store,
  slots,
  sight,
  access,
  clock,
  pace = eventLoopPace,
}: ComposerOptions): Composer {
  const answers = memo<Answer>(MOST_REMEMBERED);
  const views = memo<LongView>(MOST_REMEMBERED);

  async function viewOf({ workspaceId, ownerTeamId, place }: Digest): Promise<View | null> {
    if (place.kind === 'channel')
      return sight.view({ workspaceId, person: null, channelId: place.channelId });
    const { userId } = place;
    const standing = await access.standing({ workspaceId, teamId: ownerTeamId, userId });
    if (standing === 'guest' || standing === 'stranger') return null;
    return sight.view({ workspaceId, person: { userId, standing }, channelId: null });
  }

  async function longViewOf(
    workspaceId: string,
    settled: Settled,
    periods: Periods,
    seen: ReportsStore,
    view: View,
  ): Promise<LongView> {
    const { question, accounts } = settled;
    const revision = await (seen.revision?.(workspaceId) ?? seen.incidents.sequence(workspaceId));
    return views(canonicalJson([workspaceId, view.key, revision, periods, question]), async () => {
      const { integrationIds, track, covered } = question;
      const span = covered ?? { start: 0, end: 0 };
      const table = await seen.incidents.window(workspaceId, { integrationIds, track, span });
      await inSlices(gatherColumns([table]), pace);
      return inSlices(longView(table, question, periods, currentNames(accounts)), pace);
    });
  }

  async function compose(digest: Digest, occasion: Occasion): Promise<Composed> {
    const { workspaceId, schedule } = digest;
    const view = await viewOf(digest);
    if (view === null) return { kind: 'unanswered', answer: NOT_A_MEMBER };
    const seen = seenStore(store, view);
    const periods = periodsOf(schedule, occasion.at);
    const outcome = await settle(workspaceId, questionOf(digest, periods.whole), { store: seen, clock });
    if (!outcome.ok) return { kind: 'unanswered', answer: outcome.answer };
    const { settled } = outcome;
    const stale = staleOf(settled.freshness, periods.end);
    if (stale.length > 0 && occasion.stale === 'wait') return { kind: 'stale', stale };

    const remembered = { answers, view: view.key };
    const reports = createReports({ store: seen, clock, pace, keptIn: store.reports, remembered });
    const answer = await reports.answer(workspaceId, questionOf(digest, periods.facts));
    if (answer.kind !== 'report') return { kind: 'unanswered', answer };
    const { report: facts } = answer;
    const { verdict, trend, services } = await longViewOf(workspaceId, settled, periods, seen, view);
    const open = await openIncidents(workspaceId, settled, seen);
    const earlier = await slots.of(workspaceId, digest.id, SLOTS_BACK);
    const begins = facts.definition.window.start;
    const restated = await restatements(workspaceId, earlier, begins, { store: seen, reports, pace });
    const said: Omit<DigestReport, 'worthSaying' | 'targetMet'> = {
      kind: 'digest',
      digest,
      subject: facts.subject,
      facts,
      verdict,
      trend,
      open,
      restatements: restated.restatements,
      isQuiet: facts.recovery === null && open.count === 0 && isWhole(facts.definition),
      services: servicesOf(settled.accounts, settled.question, services),
      dueAt: occasion.dueAt,
      late: occasion.late,
      stale,
    };
    return {
      kind: 'composed',
      report: { ...said, targetMet: targetMet(said), worthSaying: worthSaying(said) },
      reportIds: [...(facts.id === null ? [] : [facts.id]), ...restated.reportIds],
    };
  }

  return { compose };
}

const NOT_A_MEMBER = {
  kind: 'invalid',
  sentence: 'Digests go to full members of the workspace, and this person is none any more.',
} as const;

function questionOf({ collectionId, by, schedule }: Digest, range: Question['range']): Question {
  return {
    filter: [],
    collection: collectionId,
    metric: 'mttr',
    track: null,
    range,
    by: [by],
    zone: schedule.zone,
  };
}

/** Nothing of a window that data does not reach is known to be quiet. */
function isWhole({ window, covered }: DigestReport['facts']['definition']): boolean {
  return covered !== null && covered.start === window.start && covered.end === window.end;
}
