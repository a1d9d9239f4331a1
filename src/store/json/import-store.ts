import { z } from 'zod';
import { ENDINGS } from '../../domain/incident.ts';
import type { Change } from '../change.ts';
import { StoreError } from '../errors.ts';
import { TABLES } from '../tables.ts';
import type { Database } from './database.ts';
import { EXPORT_HEADER } from './export-store.ts';

const header = z.object({
  format: z.literal(EXPORT_HEADER.format),
  version: z.literal(EXPORT_HEADER.version),
});
const id = z.string();
const instant = z.number().int().nonnegative();
const incident = z.looseObject({
  integrationId: id,
  id,
  number: z.number().int().nonnegative(),
  title: z.string(),
  url: z.string(),
  key: z.string(),
  status: z.string(),
  urgency: z.string(),
  teams: z.array(z.object({ id, name: z.string() })),
  createdAt: instant,
  updatedAt: instant,
  resolvedAt: instant.nullable(),
  ending: z.enum(ENDINGS),
});
const change = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('put'),
    table: z.enum(TABLES),
    workspaceId: id,
    id,
    value: z.looseObject({}),
  }),
  z.looseObject({
    kind: z.literal('incidents'),
    workspaceId: id,
    integrationId: id,
    incidents: z.array(incident),
  }),
  z.looseObject({ kind: z.literal('sync'), workspaceId: id, integrationId: id }),
]);

type Put = Extract<Change, { kind: 'put' }>;

const REPORTS_AT_ONCE = 100;

/** Reads an export without taking it in. Throws a {@link StoreError} that names the line that cannot be read. */
export async function checkExport(lines: AsyncIterable<string>): Promise<void> {
  for await (const _ of changesIn(lines));
}

/**
 * Takes an export into an empty store. Returns how many incidents came. Of incidents the present values come: kept reports see
 * these from now on, and nothing that comes later.
 * Throws a {@link StoreError} where the store is not empty, or names the line that cannot be read.
 */
export async function importStore(database: Database, lines: AsyncIterable<string>): Promise<number> {
  if (database.visible > 0)
    throw new StoreError('The data folder is not empty. Import into a new one (DATA_DIR).');
  let count = 0;
  const reports: Put[] = [];
  for await (const read of changesIn(lines)) {
    if (read.kind === 'put' && read.table === 'reports') {
      reports.push(read);
      continue;
    }
    await database.commit(async (pace) => {
      if (read.kind !== 'incidents') return { changes: [read], result: undefined };
      const data = database.integration(read.workspaceId, read.integrationId);
      const news = await data.news(read.incidents, pace);
      const brought: Change = { ...read, incidents: news.versions.map(({ incident }) => incident) };
      count += news.versions.length;
      return { changes: [brought], news: { change: brought, data, news }, result: undefined };
    });
  }
  const sequence = database.visible;
  for (let from = 0; from < reports.length; from += REPORTS_AT_ONCE) {
    const changes = reports
      .slice(from, from + REPORTS_AT_ONCE)
      .map((report) => ({ ...report, value: { ...report.value, sequence } }) as Put); // the same report
    await database.commit(() => ({ changes, result: undefined }));
  }
  await database.compactNow();
  return count;
}

/** The changes of an export, in its order. Throws a {@link StoreError} that names the line that cannot be read. */
export async function* changesIn(lines: AsyncIterable<string>): AsyncGenerator<Change> {
  let number = 0;
  for await (const text of lines) {
    number++;
    if (number === 1) parse(header, text, number);
    else if (text.trim() !== '') yield parse(change, text, number) as Change; // written by an export, its outline checked
  }
  if (number === 0) throw new StoreError('The file is empty: it is not an export of this app.');
}

function parse<Value>(schema: z.ZodType<Value>, text: string, line: number): Value {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new StoreError(`Line ${line} is not a line of an export of this app.`, { cause });
  }
}
