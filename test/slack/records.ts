import type { Instant } from '../../src/domain/instant.ts';
import type { CloudIntegration } from '../../src/domain/integration.ts';
import type { SyncStatus } from '../../src/sync/sync.ts';
import { integration as stored } from '../store/records.ts';

/** 2026-11-23 08:55 UTC, a Monday. */
export const NOW: Instant = Date.UTC(2026, 10, 23, 8, 55) / 1000;

export function integration(change: Partial<CloudIntegration> = {}): CloudIntegration {
  return stored({
    workspaceId: 'T0SIMULATE',
    id: 'int-1',
    name: 'Production',
    username: 'dana@example.com',
    createdAt: NOW,
    ...change,
  });
}

export function syncStatus(change: Partial<SyncStatus> = {}): SyncStatus {
  return {
    health: 'HEALTHY',
    running: false,
    coverage: { coveredFrom: NOW - 365 * 86_400, completeTo: NOW - 60 },
    backfill: null,
    lastIngestedAt: NOW - 60,
    incidents: 2_867,
    runs: [],
    ...change,
  };
}
