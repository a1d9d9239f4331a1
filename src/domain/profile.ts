import type { Filter } from './filter.ts';
import type { TrackingEvent } from './question.ts';

/** How recovery is measured: an MTTR profile. */
export interface Profile {
  readonly workspaceId: string;
  readonly id: string;
  /** Unique in the workspace without regard to case, 1 to 60 characters. */
  readonly name: string;
  /** Integrations it looks at; `null`: all of the workspace. */
  readonly integrationIds: readonly string[] | null;
  /** Conditions on service, priority, urgency, severity, user and status. */
  readonly filter: Filter;
  readonly track: TrackingEvent;
}

/** Which profile holds where. A collection has at most one; the workspace has a default. */
export interface ProfileAssignments {
  readonly workspaceId: string;
  /** Profile of questions whose collection (and its ancestors) have none; `null`: the plain one. */
  readonly defaultId: string | null;
  /** Profile id by collection id. */
  readonly byCollection: Readonly<Record<string, string>>;
}

/** Assignments when a collection is gone; the same ones where it had none. */
export function withoutCollection(assignments: ProfileAssignments, id: string): ProfileAssignments {
  const { [id]: had, ...byCollection } = assignments.byCollection;
  return had === undefined ? assignments : { ...assignments, byCollection };
}

/** Assignments when a profile is gone: where it held, the next one out holds. */
export function withoutProfile(assignments: ProfileAssignments, id: string): ProfileAssignments {
  const { workspaceId, defaultId, byCollection } = assignments;
  return {
    workspaceId,
    defaultId: defaultId === id ? null : defaultId,
    byCollection: Object.fromEntries(Object.entries(byCollection).filter(([, its]) => its !== id)),
  };
}
