import type { Change } from '../change.ts';
import { StoreError } from '../errors.ts';
import { TABLES, type Tables } from '../tables.ts';

/** The small tables as `state.json` holds them. */
export interface StateFile {
  readonly format: 'sei-pagerduty store';
  readonly version: number;
  /** The last commit that is in this file. */
  through: number;
  /** The first journal file that this file does not hold all of. */
  journalFrom: number;
  /** Whether PostgreSQL was recommended: once is enough. */
  advised?: boolean;
  tables: Record<keyof Tables, Entry[]>;
}

interface Entry {
  readonly workspaceId: string;
  readonly id: string;
  readonly value: Tables[keyof Tables];
}

/** The small tables: settings, integrations, collections and the like. Changes come from the journal alone. */
export class Documents {
  readonly #tables = new Map<keyof Tables, Map<string, Map<string, Tables[keyof Tables]>>>();

  constructor(tables: Partial<StateFile['tables']>) {
    const unknown = Object.keys(tables).find((table) => !TABLES.some((known) => known === table));
    if (unknown !== undefined) throw new StoreError(unknownTable(unknown));
    for (const table of TABLES) {
      this.#tables.set(table, new Map());
      for (const { workspaceId, id, value } of tables[table] ?? []) this.#put(table, workspaceId, id, value);
    }
  }

  get<Name extends keyof Tables>(table: Name, workspaceId: string, id: string): Tables[Name] | undefined {
    return this.#tables.get(table)?.get(workspaceId)?.get(id) as Tables[Name] | undefined; // put under its own name
  }

  list<Name extends keyof Tables>(table: Name, workspaceId: string): Tables[Name][] {
    return [...(this.#tables.get(table)?.get(workspaceId)?.values() ?? [])] as Tables[Name][]; // as above
  }

  ids(table: keyof Tables, workspaceId: string): string[] {
    return [...(this.#tables.get(table)?.get(workspaceId)?.keys() ?? [])];
  }

  all<Name extends keyof Tables>(table: Name): Tables[Name][] {
    const workspaces = [...(this.#tables.get(table)?.values() ?? [])];
    return workspaces.flatMap((entries) => [...entries.values()]) as Tables[Name][]; // as above
  }

  apply(change: Change): void {
    if (change.kind === 'put') this.#put(change.table, change.workspaceId, change.id, change.value);
    if (change.kind === 'delete') this.#tables.get(change.table)?.get(change.workspaceId)?.delete(change.id);
  }

  tables(): StateFile['tables'] {
    const entries = TABLES.map((table) => {
      const workspaces = [...(this.#tables.get(table) ?? [])];
      const rows = workspaces.flatMap(([workspaceId, values]) =>
        [...values].map(([id, value]): Entry => ({ workspaceId, id, value })),
      );
      return [table, rows] as const;
    });
    return Object.fromEntries(entries) as StateFile['tables']; // an entry for each table
  }

  #put(table: keyof Tables, workspaceId: string, id: string, value: Tables[keyof Tables]): void {
    const workspaces = this.#tables.get(table);
    if (!workspaces) throw new StoreError(unknownTable(table));
    const entries = workspaces.get(workspaceId) ?? new Map<string, Tables[keyof Tables]>();
    workspaces.set(workspaceId, entries.set(id, value));
  }
}

/** Rather no start than a file written anew without what this version does not know. */
function unknownTable(table: string): string {
  return `The data folder holds “${table}”, which a newer version of this app wrote. Start that version; nothing was changed.`;
}
