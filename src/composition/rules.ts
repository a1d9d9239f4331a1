import type { Actor } from '../access/actor.ts';
import { createAccess } from '../access/create-access.ts';
import { createSight } from '../audience/create-sight.ts';
import { seenStore } from '../audience/seen-store.ts';
import { createAudit } from '../audit/create-audit.ts';
import type { Foundation } from './foundation.ts';
import type { SlackSide } from './slack-side.ts';

export type Rules = ReturnType<typeof createRules>;

/** Who may do what, what somebody sees, and who did what. */
export function createRules({ store, clock }: Foundation, { people, channels }: SlackSide) {
  const sight = createSight({ store, channels });
  const access = createAccess({ people, roles: store.roles, isShown: sight.isShown });
  return {
    sight,
    access,
    audit: createAudit({ store: store.audit, access, clock }),
    /** The store as somebody sees it. */
    async storeFor(actor: Actor) {
      const { workspaceId, userId } = actor;
      const person = { userId, standing: await access.standing(actor) };
      return seenStore(store, await sight.view({ workspaceId, person, channelId: null }));
    },
  };
}
