import type { Collection } from '../../src/domain/collection.ts';
import type { Digest } from '../../src/domain/digest.ts';
import type { Exclusion } from '../../src/domain/exclusion.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { CloudIntegration, SealedSecret } from '../../src/domain/integration.ts';
import type { SyncRun } from '../../src/domain/sync-run.ts';
import type { Installation } from '../../src/store/installation-store.ts';

/** 2026-10-31T12:00:00Z */
export const NOON = 1_793_448_000;

/** A secret that no test opens: any text serves. */
export const sealed = (text: string) => text as SealedSecret;

export function incident(changes: Partial<Incident> = {}): Incident {
  return {
    integrationId: 'acme',
    id: 'P1',
    number: 1,
    title: 'disk full',
    url: 'https://acme.pagerduty.com/incidents/P1',
    key: '',
    status: 'resolved',
    urgency: 'high',
    priority: { id: 'PR1', name: 'P1' },
    service: { id: 'S1', name: 'checkout' },
    teams: [],
    createdAt: NOON,
    updatedAt: NOON + 3600,
    resolvedAt: NOON + 3600,
    ending: 'person',
    enrichment: null,
    severities: null,
    ...changes,
  };
}

export function integration(changes: Partial<CloudIntegration> = {}): CloudIntegration {
  return {
    mode: 'cloud',
    workspaceId: 'T1',
    id: 'acme',
    name: 'Acme',
    url: 'https://api.pagerduty.com',
    username: 'ada@acme.example',
    description: '',
    tags: [],
    titles: 'shown',
    paused: false,
    createdAt: NOON,
    ownerId: 'U1',
    progressMessage: null,
    apiKey: sealed('v1.00000000.nonce.body'),
    apiKeyHint: 'wxyz',
    apiKeyScope: 'account',
    ...changes,
  };
}

export function collection(changes: Partial<Collection> = {}): Collection {
  return {
    workspaceId: 'T1',
    id: 'c1',
    name: 'Payments',
    description: '',
    tags: [],
    parentId: null,
    integrationIds: null,
    filter: [{ field: 'service', operator: 'equals', values: ['checkout'] }],
    ...changes,
  };
}

export function run(changes: Partial<SyncRun> = {}): SyncRun {
  return {
    id: 'r1',
    kind: 'changes',
    startedAt: NOON,
    duration: 2,
    outcome: 'succeeded',
    stored: 1,
    rejected: 0,
    requests: 3,
    retries: 0,
    failure: null,
    ...changes,
  };
}

export function digest(changes: Partial<Digest> = {}): Digest {
  return {
    workspaceId: 'T1',
    id: 'd1',
    place: { kind: 'channel', channelId: 'C1' },
    collectionId: null,
    schedule: { every: 'week', weekday: 1, hour: 9, zone: 'Europe/Berlin', anchor: '2026-10-26' },
    by: 'service',
    quiet: false,
    openDays: 7,
    target: null,
    paused: null,
    ownerId: 'U1',
    ownerTeamId: 'T1',
    createdAt: NOON,
    activeSince: NOON,
    ...changes,
  };
}

export function exclusion(changes: Partial<Exclusion> = {}): Exclusion {
  return {
    workspaceId: 'T1',
    id: 'x1',
    integrationId: 'acme',
    incidentId: 'P1',
    number: 1,
    reason: 'A drill',
    by: 'U1',
    at: 1_000,
    withdrawn: null,
    ...changes,
  };
}

export function installation(changes: Partial<Installation> = {}): Installation {
  return {
    workspaceId: 'T1',
    kind: 'team',
    name: 'Acme',
    botId: 'B1',
    botUserId: 'UBOT',
    scopes: ['commands'],
    installerId: 'U1',
    installedAt: 1_000,
    tokens: { access: sealed('access-1'), rotation: { refresh: sealed('refresh-1'), expiresAt: 2_000 } },
    leftAt: null,
    ...changes,
  };
}
