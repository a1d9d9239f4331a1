import { csvLine } from '../domain/csv.ts';
import { dateOf } from '../domain/instant.ts';
import type { ReadableRecord } from './audit.ts';

const COLUMNS = [
  'number',
  'at',
  'actor',
  'what',
  'object kind',
  'object',
  'before',
  'after',
  'hash',
] as const;

/** The log as CSV. */
export function auditCsv(records: readonly ReadableRecord[]): string {
  const rows = records.map((record) => [
    record.number,
    dateOf(record.at).toISOString(),
    record.actorId ?? record.actor,
    record.what,
    record.object.kind,
    record.objectId ?? (record.object.name || record.object.id),
    record.before === null ? '' : JSON.stringify(record.before),
    record.after === null ? '' : JSON.stringify(record.after),
    record.hash,
  ]);
  return [COLUMNS, ...rows].map(csvLine).join('');
}
