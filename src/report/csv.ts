import { valueAt } from '../domain/coded-column.ts';
import { csvLine } from '../domain/csv.ts';
import { dateOf, type Instant } from '../domain/instant.ts';
import type { ListedRows } from '../domain/listed-rows.ts';
import type { MttrInput } from '../domain/mttr.ts';
import type { Steps } from '../domain/steps.ts';
import { groupColumns } from './csv-groups.ts';
import { keyOf } from './pointers.ts';

const HEAD = [
  'integration',
  'id',
  'number',
  'service',
  'urgency',
  'priority',
  'created',
  'resolved',
  'ended by',
  'seconds',
  'counted',
];

/** Rows written in one step. */
const STEP = 2_000;

/**
 * A file of exactly the rows behind a number (RFC 4180): `seconds` is what a row counts with (empty where
 * a count takes what has not ended), `counted` is `yes` or why not. What the answer was grouped by and has no column yet comes
 * last: `by=week` adds `week`.
 * Instants are ISO 8601 in UTC. Titles are left out: they may name customers.
 *
 * @returns in steps: run to the end, at once or in slices
 */
export function* csvOf(
  { table, by, names, track, window }: Pick<MttrInput, 'table' | 'by' | 'names' | 'track' | 'window'>,
  { rows, judge }: ListedRows,
): Steps<string> {
  const columns = groupColumns(table, by, { names, track, window });
  const lines = [csvLine([...HEAD, ...columns.map(({ title }) => title)])];
  for (const [index, row] of rows.entries()) {
    const judgement = judge(row);
    if (index % STEP === STEP - 1) yield;
    const { integrationId, id } = keyOf({ table, row });
    const service = valueAt(table.service, row);
    lines.push(
      csvLine([
        names.get(integrationId) ?? integrationId,
        id,
        table.number[row] as number,
        service ? (names.get(service.id) ?? service.name) : '',
        valueAt(table.urgency, row),
        valueAt(table.priority, row)?.name ?? '',
        instantText(table.createdAt[row] as Instant),
        instantText(table.resolvedAt[row] as Instant),
        valueAt(table.ending, row),
        typeof judgement === 'number' ? judgement : '',
        typeof judgement === 'string' ? judgement : 'yes',
        ...columns.map(({ textOf }) => textOf(row)),
      ]),
    );
  }
  return lines.join('');
}

function instantText(instant: Instant): string {
  return instant === 0 ? '' : dateOf(instant).toISOString().replace('.000Z', 'Z');
}
