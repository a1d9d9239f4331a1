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

/** The log as RFC 4180 CSV. No cell is taken for a formula by a spreadsheet. */
export function auditCsv(records: readonly ReadableRecord[]): string {
  const rows = records.map((record) => [
    String(record.number),
    dateOf(record.at).toISOString(),
    record.actorId ?? record.actor,
    record.what,
    record.object.kind,
    record.objectId ?? (record.object.name || record.object.id),
    record.before === null ? '' : JSON.stringify(record.before),
    record.after === null ? '' : JSON.stringify(record.after),
    record.hash,
  ]);
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** @see https://owasp.org/www-community/attacks/CSV_Injection */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
