import type { Collection } from '../../domain/collection.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Integration } from '../../domain/integration.ts';
import type { SyncRun } from '../../domain/sync-run.ts';
import type { WorkspaceSettings } from '../../domain/workspace.ts';
import type { Change } from '../change.ts';
import type { RejectedRecord, SyncState } from '../sync-store.ts';

/** `state.json` of version 1: small state as lists. */
export interface State1 {
  readonly version: 1;
  readonly settings: readonly WorkspaceSettings[];
  readonly integrations: readonly Integration[];
  readonly collections: readonly Collection[];
}

/** An integration's folder of version 1: `sync.json`, and each month as one JSON list. */
export interface Integration1 {
  readonly sync: {
    readonly sync: SyncState;
    readonly directory: Directory;
    /** Newest first. */
    readonly runs: readonly SyncRun[];
    readonly rejected: readonly RejectedRecord[];
  } | null;
  readonly months: readonly (readonly Incident[])[];
}

/**
 * What commits of version 2 bring the same: each list of changes is one commit.
 *
 * @param dataOf the content of an integration's folder
 */
export function fromVersion1(state: State1, dataOf: (integration: Integration) => Integration1): Change[][] {
  const put = (
    table: 'settings' | 'integrations' | 'collections',
    id: string,
    value: { workspaceId: string },
  ) => ({ kind: 'put', table, workspaceId: value.workspaceId, id, value }) as Change; // a value of that table
  const small = [
    ...state.settings.map((value) => put('settings', '', value)),
    ...state.integrations.map((value) => put('integrations', value.id, value)),
    ...state.collections.map((value) => put('collections', value.id, value)),
  ];
  const data = state.integrations.flatMap((integration) => {
    const { workspaceId, id: integrationId } = integration;
    const { sync, months } = dataOf(integration);
    const commits = months.map((incidents): Change[] => [
      { kind: 'incidents', workspaceId, integrationId, incidents },
    ]);
    if (!sync) return commits;
    const { sync: known, directory, runs, rejected } = sync;
    const one = { kind: 'sync', workspaceId, integrationId } as const;
    const oldestFirst = runs.toReversed().map((run): Change => ({ ...one, run }));
    return [...commits, [...oldestFirst, { ...one, state: known, directory, rejected }]];
  });
  return [small, ...data].filter((changes) => changes.length > 0);
}
