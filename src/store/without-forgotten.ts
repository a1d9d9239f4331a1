import type { SyncState } from './sync-store.ts';

/**
 * A state that a sync brings, as it is to be stored.
 *
 * A sync reads the state first and brings the next one minutes later. Where retention deleted old incidents meanwhile, the new
 * state does not know of it: its coverage must not speak of them again, and its backfill ends where they did.
 */
export function withoutForgotten(brought: SyncState, stored: SyncState): SyncState {
  const { forgottenBefore } = stored;
  if (forgottenBefore === undefined) return brought;
  const { coverage, backfill } = brought;
  const coveredFrom =
    coverage && Math.max(coverage.coveredFrom, Math.min(forgottenBefore, coverage.completeTo));
  const isShort = backfill !== null && backfill.floor < forgottenBefore;
  const isAtEnd = coveredFrom !== null && coveredFrom <= forgottenBefore;
  return {
    ...brought,
    forgottenBefore,
    ...(coverage && coveredFrom !== null && { coverage: { ...coverage, coveredFrom } }),
    ...(isShort && {
      backfill: {
        ...backfill,
        floor: forgottenBefore,
        finishedAt: backfill.finishedAt ?? (isAtEnd && coverage ? coverage.completeTo : null),
      },
    }),
  };
}
