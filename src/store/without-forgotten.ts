import type { SyncState } from './store.ts';

/**
 * A state that a sync brings, as it is to be stored.
 *
 * A sync reads the state first and brings the next one minutes later. Where retention deleted old incidents meanwhile, the new
 * state does not know of it: its coverage must not speak of them again.
 */
export function withoutForgotten(brought: SyncState, stored: SyncState): SyncState {
  const { forgottenBefore } = stored;
  if (forgottenBefore === undefined) return brought;
  const { coverage } = brought;
  if (coverage === null || coverage.coveredFrom >= forgottenBefore) return { ...brought, forgottenBefore };
  const coveredFrom = Math.min(forgottenBefore, coverage.completeTo);
  return { ...brought, forgottenBefore, coverage: { ...coverage, coveredFrom } };
}
