import type { Access } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Action } from '../access/permissions.ts';
import type { Clock } from '../domain/clock.ts';
import type { Standing } from '../domain/role.ts';
import { createReports } from '../report/create-reports.ts';
import { memo } from '../report/memo.ts';
import type { Again, Answer, Reports } from '../report/reports.ts';
import type { ReportsStore } from '../report/reports-store.ts';
import type { AskedReports, ChannelReports } from './asked-reports.ts';
import { seenStore } from './seen-store.ts';
import type { Sight, View } from './sight.ts';

export interface AskedReportsOptions {
  readonly store: ReportsStore;
  readonly access: Pick<Access, 'demand'>;
  readonly sight: Pick<Sight, 'view'>;
  readonly clock: Clock;
}

/** Answers kept in memory, of all views together: some dozens of kilobytes each. */
const MOST_REMEMBERED = 200;

/** Reports over what each person or channel sees of a store. */
export function createAskedReports({
  store,
  access,
  sight,
  clock,
}: AskedReportsOptions): AskedReports & ChannelReports {
  const answers = memo<Answer>(MOST_REMEMBERED);

  function reportsOver(view: View): Reports {
    return createReports({
      store: seenStore(store, view),
      clock,
      keptIn: store.reports,
      remembered: { answers, view: view.key },
    });
  }

  function viewOf({ workspaceId, userId }: Actor, standing: Standing): Promise<View> {
    return sight.view({ workspaceId, person: { userId, standing }, channelId: null });
  }

  async function permitted(actor: Actor, action: Action): Promise<Reports> {
    return reportsOver(await viewOf(actor, await access.demand(actor, action)));
  }

  /** An answer for a person, held back where a channel would be shown what not all in it may see. */
  async function forChannel<Outcome extends Answer | Again>(
    actor: Actor,
    channelId: string | null,
    ask: (reports: Reports) => Promise<Outcome>,
  ): Promise<Outcome | Extract<Answer, { kind: 'invalid' }>> {
    const standing = await access.demand(actor, channelId === null ? 'ask' : 'share');
    const own = await viewOf(actor, standing);
    const outcome = await ask(reportsOver(own));
    if (channelId === null || outcome.kind !== 'report') return outcome;
    const shown = await sight.view({ workspaceId: actor.workspaceId, person: null, channelId });
    const hidden = outcome.report.freshness.filter(
      ({ integrationId }) => !shown.integrationIds.has(integrationId),
    );
    if (hidden.length > 0) return heldBack(hidden.map(({ name }) => name).join(', '));
    // Where collections differ, the answer must be one that the channel could have asked for itself. Admins are shown what is
    // left of deleted ones, too.
    if (own.isAdmin || shown.key !== own.key) {
      const asked = await ask(reportsOver(shown));
      if (asked.kind !== 'report') return heldBack('this collection');
    }
    return outcome;
  }

  return {
    answer: (actor, question, shownIn = null) =>
      forChannel(actor, shownIn, (reports) => reports.answer(actor.workspaceId, question)),

    again: (actor, id, shownIn = null) =>
      forChannel(actor, shownIn, (reports) => reports.again(actor.workspaceId, id)),

    async incidents(actor, ...rest) {
      return (await permitted(actor, 'see incidents')).incidents(actor.workspaceId, ...rest);
    },

    async csv(actor, ...rest) {
      return (await permitted(actor, 'export csv')).csv(actor.workspaceId, ...rest);
    },

    async answerFor(workspaceId, channelId, question) {
      const view = await sight.view({ workspaceId, person: null, channelId });
      return reportsOver(view).answer(workspaceId, question);
    },
  };
}

function heldBack(what: string): Extract<Answer, { kind: 'invalid' }> {
  return {
    kind: 'invalid',
    sentence: `Not everybody in this channel may see ${what}, so the answer is not shown here. Ask without “public”.`,
  };
}
