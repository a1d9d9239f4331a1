import { type Lease, type LeaseKey, LeaseLostError, type LeaseStore } from '../lease-store.ts';

interface Row {
  readonly key: LeaseKey;
  owner: string;
  token: number;
  claimedAt: number;
  /** `null`: given back. */
  heldUntil: number | null;
  wanted: boolean;
}

export interface JsonLeases extends LeaseStore {
  /** Throws {@link LeaseLostError} where somebody else has claimed it. */
  demand(lease: Lease): void;
}

/** Leases of a store that one process uses alone: nothing of them outlives it. */
export function jsonLeases(elapsed: () => number = () => performance.now()): JsonLeases {
  const rows = new Map<string, Row>();
  const rowOf = ({ workspaceId, name }: LeaseKey) => rows.get(JSON.stringify([workspaceId, name]));
  const isHeld = (row: Row | undefined) => (row?.heldUntil ?? 0) > elapsed();
  const holding = (lease: Lease) => {
    const row = rowOf(lease);
    return row?.owner === lease.owner && row.token === lease.token && row.heldUntil !== null ? row : null;
  };
  const news = (row: Row) => {
    const { wanted } = row;
    row.wanted = false;
    return wanted ? 'wanted' : 'held';
  };

  return {
    async claim({ workspaceId, name }, owner, { lease, apart = 0 }) {
      const key = { workspaceId, name };
      const row = rowOf(key);
      const now = elapsed();
      if (isHeld(row)) return null;
      if (row && row.owner !== owner && now - row.claimedAt < apart * 1000) return null;
      const token = (row?.token ?? 0) + 1;
      const heldUntil = now + lease * 1000;
      rows.set(JSON.stringify([workspaceId, name]), {
        key,
        owner,
        token,
        claimedAt: now,
        heldUntil,
        wanted: false,
      });
      return { workspaceId, name, owner, token };
    },
    async renew(lease, seconds) {
      const row = holding(lease);
      if (row === null) return 'lost';
      row.heldUntil = elapsed() + seconds * 1000;
      return news(row);
    },
    async release(lease) {
      const row = holding(lease);
      if (row === null) return 'lost';
      row.heldUntil = null;
      return news(row);
    },
    async want(key) {
      const row = rowOf(key);
      if (row === undefined || !isHeld(row)) return false;
      row.wanted = true;
      return true;
    },
    async revoke(key) {
      const row = rowOf(key);
      if (row === undefined) return;
      row.token += 1;
      row.heldUntil = null;
    },
    isHeld: async (key) => isHeld(rowOf(key)),
    fallen: async () =>
      [...rows.values()].filter((row) => row.heldUntil !== null && !isHeld(row)).map(({ key }) => key),
    demand(lease) {
      if (holding(lease) === null) throw new LeaseLostError(lease);
    },
  };
}
