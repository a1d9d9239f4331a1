import { NOTHING_NAMED } from '../domain/directory.ts';
import type { Incident } from '../domain/incident.ts';
import type { IncidentTable } from '../domain/incident-table.ts';
import type { KeptReport } from '../domain/kept-report.ts';
import { rowsOfTable } from '../domain/rows-of-table.ts';
import type { ReportStore } from '../store/report-store.ts';
import type { Store } from '../store/store.ts';
import type { View } from './sight.ts';

type Narrowed = Pick<Store, 'integrations' | 'collections' | 'incidents' | 'sync'> & {
  readonly reports?: ReportStore;
};

/**
 * A store in which only what a view shows exists: whoever reads through it cannot forget to ask.
 *
 * Incidents of teams that are private in PagerDuty are left out where all their teams are, unless an admin includes them; so
 * are the names of such teams. The directory says so: no number is smaller in silence. Writes and reads of other workspaces are
 * refused.
 */
export function seenStore<Whole extends Narrowed>(store: Whole, view: View): Whole {
  const { integrations, collections, incidents, sync, reports } = store;
  const isSeen = (workspaceId: string, integrationId: string) =>
    workspaceId === view.workspaceId && view.integrationIds.has(integrationId);
  const here = (workspaceId: string) => workspaceId === view.workspaceId;

  /** `null` is all of what is seen, never all of the workspace. */
  function narrowed(workspaceId: string, ids: readonly string[] | null): readonly string[] {
    return (ids ?? [...view.integrationIds]).filter((id) => isSeen(workspaceId, id));
  }

  /** Ids of the private teams of an integration; empty where they are included. */
  async function privateTeams(workspaceId: string, integrationId: string): Promise<ReadonlySet<string>> {
    if (!view.withoutPrivateTeams.has(integrationId)) return NONE;
    const { teams } = await incidents.directory(workspaceId, integrationId);
    const found = teams.flatMap((team) => (team.private ? [team.id] : []));
    return found.length === 0 ? NONE : new Set(found);
  }

  async function withoutPrivate(workspaceId: string, ids: readonly string[], table: IncidentTable) {
    const sets = new Map<string, ReadonlySet<string>>();
    for (const id of ids) {
      const teams = await privateTeams(workspaceId, id);
      if (teams.size > 0) sets.set(id, teams);
    }
    return sets.size === 0 ? table : rowsShown(table, sets);
  }

  async function shownOf(workspaceId: string, integrationId: string, found: readonly Incident[]) {
    const hidden = await privateTeams(workspaceId, integrationId);
    return found.filter(({ teams }) => !areAllIn(teams, hidden));
  }

  const seen: Narrowed = {
    integrations: {
      ...integrations,
      list: async (workspaceId) =>
        (await integrations.list(workspaceId)).filter(({ id }) => isSeen(workspaceId, id)),
      get: async (workspaceId, id) =>
        isSeen(workspaceId, id) ? integrations.get(workspaceId, id) : undefined,
      all: refused,
      save: refused,
      update: refused,
      delete: refused,
    },
    collections: {
      ...collections,
      list: async (workspaceId) =>
        here(workspaceId)
          ? (await collections.list(workspaceId)).filter(({ id }) => view.collectionIds.has(id))
          : [],
      save: refused,
      update: refused,
      delete: refused,
    },
    incidents: {
      ...incidents,
      async window(workspaceId, query) {
        const integrationIds = narrowed(workspaceId, query.integrationIds);
        const table = await incidents.window(workspaceId, { ...query, integrationIds });
        return withoutPrivate(workspaceId, integrationIds, table);
      },
      async open(workspaceId, ids) {
        const integrationIds = narrowed(workspaceId, ids);
        return withoutPrivate(workspaceId, integrationIds, await incidents.open(workspaceId, integrationIds));
      },
      async get(workspaceId, integrationId, ids) {
        if (!isSeen(workspaceId, integrationId)) return [];
        const found = await incidents.get(workspaceId, integrationId, ids);
        return shownOf(workspaceId, integrationId, found);
      },
      async findByNumber(workspaceId, integrationId, number) {
        if (!isSeen(workspaceId, integrationId)) return undefined;
        const found = await incidents.findByNumber(workspaceId, integrationId, number);
        return found && (await shownOf(workspaceId, integrationId, [found]))[0];
      },
      count: async (workspaceId, integrationId) =>
        isSeen(workspaceId, integrationId) ? incidents.count(workspaceId, integrationId) : 0,
      async directory(workspaceId, integrationId) {
        if (!isSeen(workspaceId, integrationId)) return NOTHING_NAMED;
        const directory = await incidents.directory(workspaceId, integrationId);
        if (!view.withoutPrivateTeams.has(integrationId)) return directory;
        const teams = directory.teams.filter((team) => !team.private);
        if (teams.length === directory.teams.length) return directory;
        return { ...directory, teams, isWithoutPrivateTeams: true };
      },
    },
    sync: { ...sync, commit: refused },
    ...(reports && {
      reports: {
        ...reports,
        async get(workspaceId, id) {
          const kept = await reports.get(workspaceId, id);
          if (kept === undefined) return undefined;
          if (!kept.settled.integrationIds.every((each) => isSeen(workspaceId, each))) return undefined;
          return view.isAdmin || areCollectionsSeen(kept, view) ? kept : undefined;
        },
      },
    }),
  };
  return { ...store, ...seen };
}

const NONE: ReadonlySet<string> = new Set();

function refused(): never {
  throw new Error('What is seen of a store cannot be changed.');
}

/**
 * Whether all collections that a report is about are shown. One that was deleted is not: nobody knows any more who could see
 * it. The same holds of reports of earlier versions, which have only the name that was asked for.
 */
function areCollectionsSeen({ question, settled }: KeptReport, { collectionIds }: View): boolean {
  if (settled.collectionIds === undefined) return question.collection === null;
  return settled.collectionIds.every((id) => collectionIds.has(id));
}

function areAllIn(teams: readonly { readonly id: string }[], hidden: ReadonlySet<string>): boolean {
  return hidden.size > 0 && teams.length > 0 && teams.every(({ id }) => hidden.has(id));
}

/** The rows of which not all teams are private; each set of teams is looked at once for each integration. */
function rowsShown(table: IncidentTable, hidden: ReadonlyMap<string, ReadonlySet<string>>): IncidentTable {
  const { teams, integration } = table;
  const verdicts = integration.values.map((id) => {
    const sets = hidden.get(id);
    return sets && teams.values.map((value) => areAllIn(value, sets));
  });
  const rows = new Uint32Array(table.length);
  let kept = 0;
  for (let row = 0; row < table.length; row++) {
    // Rows and codes within their column and dictionary.
    const isHidden = verdicts[integration.codes[row] as number]?.[teams.codes[row] as number] ?? false;
    if (!isHidden) rows[kept++] = row;
  }
  return kept === table.length ? table : rowsOfTable(table, rows.slice(0, kept));
}
