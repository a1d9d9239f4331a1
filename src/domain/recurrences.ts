import { DAY, type Seconds } from './duration.ts';
import { hash32 } from './hash32.ts';
import type { IncidentTable } from './incident-table.ts';
import type { Instant } from './instant.ts';
import { sortedOrder } from './sorted-order.ts';
import type { Steps } from './steps.ts';

/** What begins later after an end is something new. */
export const RECURS_WITHIN: Seconds = DAY;

/** What could be a recurrence: an incident that was not merged into another. */
interface Candidates {
  readonly begins: Uint32Array;
  /** The integration and service. */
  readonly services: Uint32Array;
  /** Title or key. */
  readonly marks: Uint32Array;
}

/**
 * The rows after whose end the same came back within 24 hours: an incident of the same service with the same title, or
 * with the same key.
 *
 * @param rows resolved incidents of `table`
 * @param elsewhere tables in which recurrences are looked for besides; they may hold rows of `table` once more
 * @returns 1 for each row that recurred, in steps: run to the end, at once or in slices
 */
export function* recurrences(
  table: IncidentTable,
  rows: Uint32Array,
  elsewhere: readonly IncidentTable[],
): Steps<Uint8Array> {
  const recurred = new Uint8Array(rows.length);
  const tables = [table, ...elsewhere];
  const servicesOf = tables.map(serviceHashes);
  // The first is that of the table itself.
  const services = servicesOf[0] as Uint32Array;
  for (const mark of ['titleHash', 'keyHash'] as const) {
    const candidates = joined(
      tables.map((each, place) => candidatesOf(each, servicesOf[place] as Uint32Array, mark)),
    );
    if (candidates.begins.length === 0) continue;
    yield;
    const byTime = sortedOrder(candidates.begins);
    yield;
    const groups = byTime.map((index) => groupOf(candidates, index));
    const order = sortedOrder(groups).map((index) => byTime[index] as number);
    const sorted = order.map((index) => groupOf(candidates, index));
    yield;
    for (let position = 0; position < rows.length; position++) {
      if (position % 16_384 === 16_383) yield;
      const row = rows[position] as number;
      const value = table[mark][row] as number;
      if (value === 0 || recurred[position] === 1) continue;
      const service = services[row] as number;
      const end = table.resolvedAt[row] as Instant;
      const group = mixed(service, value);
      let at = firstAfter(sorted, group, order, candidates.begins, end);
      // Two groups may share a hash: those of another service or title are passed over.
      for (; at < order.length && sorted[at] === group; at++) {
        const index = order[at] as number;
        if ((candidates.begins[index] as Instant) > end + RECURS_WITHIN) break;
        if (candidates.services[index] === service && candidates.marks[index] === value) {
          recurred[position] = 1;
          break;
        }
      }
    }
  }
  return recurred;
}

/** The first place in the order that is in the group and begins after an instant, or behind the group. */
function firstAfter(
  groups: Uint32Array,
  group: number,
  order: Uint32Array,
  begins: Uint32Array,
  instant: Instant,
): number {
  let low = 0;
  let high = groups.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const its = groups[middle] as number;
    const isBefore =
      its < group || (its === group && (begins[order[middle] as number] as Instant) <= instant);
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}

function candidatesOf(
  table: IncidentTable,
  services: Uint32Array,
  mark: 'titleHash' | 'keyHash',
): Candidates {
  const isMerged = table.ending.values.map((ending) => ending === 'merge');
  const kept = new Uint32Array(table.length);
  let n = 0;
  for (let row = 0; row < table.length; row++) {
    if (table[mark][row] !== 0 && !isMerged[table.ending.codes[row] as number]) kept[n++] = row;
  }
  const rows = kept.subarray(0, n);
  return {
    begins: rows.map((row) => table.createdAt[row] as Instant),
    services: rows.map((row) => services[row] as number),
    marks: rows.map((row) => table[mark][row] as number),
  };
}

function joined(several: readonly Candidates[]): Candidates {
  const length = several.reduce((sum, { begins }) => sum + begins.length, 0);
  const whole = (column: keyof Candidates) => {
    const all = new Uint32Array(length);
    let end = 0;
    for (const each of several) {
      all.set(each[column], end);
      end += each[column].length;
    }
    return all;
  };
  return { begins: whole('begins'), services: whole('services'), marks: whole('marks') };
}

function groupOf({ services, marks }: Candidates, index: number): number {
  return mixed(services[index] as number, marks[index] as number);
}

function mixed(service: number, mark: number): number {
  return Math.imul(service ^ Math.imul(mark, 0x85ebca6b), 0xc2b2ae35) >>> 0;
}

/** The service of each row as a hash that is the same in every table. */
function serviceHashes({ length, service, integration }: IncidentTable): Uint32Array {
  const ids = service.values.map((value) => hash32(value?.id ?? ''));
  const accounts = integration.values.map((id) => hash32(id));
  const hashes = new Uint32Array(length);
  for (let row = 0; row < length; row++) {
    hashes[row] =
      (ids[service.codes[row] as number] as number) ^
      Math.imul(accounts[integration.codes[row] as number] as number, 0x9e3779b1);
  }
  return hashes;
}
