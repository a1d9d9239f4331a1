import type { Exclusion } from '../domain/exclusion.ts';

/** Incidents that were excluded by hand. Few: they are read whole. */
export interface ExclusionStore {
  /** All of the workspace, withdrawn ones too, in no order. */
  list(workspaceId: string): Promise<readonly Exclusion[]>;
  /** Inserts or replaces by its id. */
  save(exclusion: Exclusion): Promise<void>;
}
