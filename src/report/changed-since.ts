import { type CodedColumn, valueAt } from '../domain/coded-column.ts';
import type { Seconds } from '../domain/duration.ts';
import type { Reference } from '../domain/incident.ts';
import { type IncidentTable, tableOf } from '../domain/incident-table.ts';
import type { Instant } from '../domain/instant.ts';
import { rowsOfIncidents } from '../domain/rows-of-incidents.ts';
import type { Computed } from './compute.ts';
import { keyOf, type PointedRow, pointersTo, pointerToGone } from './pointers.ts';
import type { ChangeCause, ChangedIncident, ChangedSince } from './reports.ts';
import type { ReportsStore } from './reports-store.ts';
import type { Settled } from './settle.ts';

const MOST_NAMED = 20;

/** One incident as it was, or is. */
type State = PointedRow;

/** What an incident counts with; `null`: it does not. */
type CountsWith = ChangedIncident['was'];

/** One incident that counts otherwise. */
interface Difference {
  readonly was: { readonly state: State | null; readonly counted: CountsWith };
  readonly now: { readonly state: State | null; readonly counted: CountsWith };
}

/**
 * What has changed in the numbers of a report since it was made: which incidents count otherwise, and why.
 *
 * @param then computed as the data was
 * @param now computed as it is
 */
export async function changedSince(
  workspaceId: string,
  settled: Settled,
  then: Computed,
  now: Computed,
  store: ReportsStore,
): Promise<ChangedSince | null> {
  const before = countedIn(then);
  const after = countedIn(now);
  const keys = [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => before.get(key)?.counted !== after.get(key)?.counted,
  );
  if (keys.length === 0) return null;

  const statesThen = await statesOfThen();
  const statesNow = await statesOfNow();
  const differences = keys
    .map(
      (key): Difference => ({
        was: { state: statesThen.get(key) ?? null, counted: before.get(key)?.counted ?? null },
        now: { state: statesNow.get(key) ?? null, counted: after.get(key)?.counted ?? null },
      }),
    )
    .sort((one, other) => weight(other) - weight(one) || incidentNumber(one) - incidentNumber(other));
  const named = differences.slice(0, MOST_NAMED);
  const pointers = await pointersTo(
    named.map(({ was, now }) => now.state ?? was.state),
    workspaceId,
    settled.accounts,
    store.incidents,
  );
  return {
    was: numberOf(then),
    now: numberOf(now),
    count: differences.length,
    incidents: named.map((difference, index) => {
      const state = (difference.now.state ?? difference.was.state) as State;
      return {
        cause: causeOf(difference),
        incident: pointers[index] ?? pointerToGone(state),
        was: difference.was.counted,
        now: difference.now.counted,
      };
    }),
  };

  /** The incidents as they were, also those that did not count then. */
  async function statesOfThen(): Promise<ReadonlyMap<string, State>> {
    const found = statesIn(then.input.table, keys);
    const missing = keys.flatMap((key) => (found.has(key) ? [] : (after.get(key)?.state ?? [])));
    if (missing.length === 0) return found;
    const begins = missing.map(({ table, row }) => table.createdAt[row] as Instant);
    const span = { start: least(begins), end: greatest(begins) + 1 };
    const { integrationIds } = settled.question;
    const table = await store.incidents.window(workspaceId, {
      integrationIds,
      track: 'created',
      span,
      asOf: then.sequence,
    });
    return new Map([...statesIn(table, keys), ...found]);
  }

  /** The incidents as they are, also those that the window no longer holds. */
  async function statesOfNow(): Promise<ReadonlyMap<string, State>> {
    const found = statesIn(now.input.table, keys);
    const missing = keys.flatMap((key) => {
      const state = found.has(key) ? undefined : before.get(key)?.state;
      return state ? [keyOf(state)] : [];
    });
    for (const { integration } of settled.accounts) {
      const ids = missing.flatMap((key) => (key.integrationId === integration.id ? [key.id] : []));
      if (ids.length === 0) continue;
      const table = tableOf(await store.incidents.get(workspaceId, integration.id, ids));
      for (const [key, state] of statesIn(table, keys)) found.set(key, state);
    }
    return found;
  }

  function causeOf({ was: { state: was, counted }, now: { state: is } }: Difference): ChangeCause {
    if (is === null) return 'deleted';
    if (was === null) return 'ingested later';
    const excludedThen = isExcluded(was, then);
    if (excludedThen !== isExcluded(is, now)) return excludedThen ? 'included again' : 'excluded';
    if (endingOf(is) === 'merge' && endingOf(was) !== 'merge') return 'merged';
    const [endThen, endNow] = [resolvedAt(was), resolvedAt(is)];
    if (endThen !== 0 && (endNow === 0 || endNow > endThen)) return 'reopened';
    if (endThen === 0 && endNow !== 0) return 'ingested later';
    if (idsOf(was.table.service, was.row) !== idsOf(is.table.service, is.row)) return 'moved';
    if (idsOf(was.table.teams, was.row) !== idsOf(is.table.teams, is.row)) return 'moved';
    if (idsOf(was.table.priority, was.row) !== idsOf(is.table.priority, is.row)) return 're-prioritised';
    if (valueAt(was.table.urgency, was.row) !== valueAt(is.table.urgency, is.row)) return 're-prioritised';
    if (isLessKnown(was) && !(counted !== null && isLessKnown(is))) return 'details ingested later';
    return 'corrected';
  }
}

interface Counted {
  readonly state: State;
  readonly counted: Exclude<CountsWith, null>;
}

/** What counted, by incident. */
function countedIn({ input: { table }, numbers }: Computed): ReadonlyMap<string, Counted> {
  const { population, countedRows } = numbers;
  return new Map(
    Array.from(countedRows ?? population.rows, (row, position) => [
      nameOf({ table, row }),
      {
        state: { table, row },
        counted: countedRows === null ? (population.recovery[position] as Seconds) : 'counted',
      },
    ]),
  );
}

/** The number of a report, and of how many incidents. */
function numberOf({ numbers: { recovery, counts } }: Computed): ChangedSince['was'] {
  return counts === null
    ? { n: recovery?.n ?? 0, mean: recovery?.mean ?? null }
    : { n: counts.total, mean: null };
}

function statesIn(table: IncidentTable, keys: readonly string[]): Map<string, State> {
  const wanted = new Set(keys);
  const found = new Map<string, State>();
  for (let row = 0; row < table.length; row++) {
    const name = nameOf({ table, row });
    if (wanted.has(name)) found.set(name, { table, row });
  }
  return found;
}

function nameOf(state: State): string {
  const { integrationId, id } = keyOf(state);
  return `${integrationId}/${id}`;
}

function isExcluded({ table, row }: State, { input }: Computed): boolean {
  return rowsOfIncidents(table, input.excluded).has(row);
}

function endingOf({ table, row }: State): string {
  return valueAt(table.ending, row);
}

function resolvedAt({ table, row }: State): Instant {
  return table.resolvedAt[row] as Instant;
}

function isLessKnown({ table, row }: State): boolean {
  return valueAt(table.responders, row) === null || valueAt(table.severities, row) === null;
}

function idsOf(column: CodedColumn<Reference | readonly Reference[] | null>, row: number): string {
  const value = valueAt(column, row);
  if (value === null) return '';
  return 'id' in value
    ? value.id
    : value
        .map(({ id }) => id)
        .sort()
        .join('\n');
}

/** How much an incident matters to the sum; to a number of incidents each matters as much. */
function weight({ was, now }: Difference): Seconds {
  const seconds = (counted: CountsWith) => (typeof counted === 'number' ? counted : 0);
  return Math.abs(seconds(now.counted) - seconds(was.counted));
}

function incidentNumber({ was, now }: Difference): number {
  const state = now.state ?? was.state;
  return state ? (state.table.number[state.row] as number) : 0;
}

function least(instants: readonly Instant[]): Instant {
  return instants.reduce((one, other) => Math.min(one, other));
}

function greatest(instants: readonly Instant[]): Instant {
  return instants.reduce((one, other) => Math.max(one, other));
}
