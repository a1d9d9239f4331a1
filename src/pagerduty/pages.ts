import { z } from 'zod';
import type { Span } from '../domain/instant.ts';
import { BrokenAnswerError, CeilingError } from './errors.ts';
import { growingFrom } from './growing.ts';
import { inParallel } from './in-parallel.ts';
import type { Urgency } from './rate-budget.ts';
import { cutSpan, splitSpan } from './spans.ts';
import type { Query, Transport } from './transport.ts';
import { timeParameter } from './wire-time.ts';

/** One of PagerDuty's lists. */
export interface List<Row = unknown> {
  readonly path: string;
  readonly body: z.ZodType<Page<Row>>;
  /** What it holds, in the plural: "incidents". */
  readonly what: string;
  readonly query: Query;
  readonly urgency: Urgency;
  readonly signal?: AbortSignal | undefined;
}

export interface Page<Row = unknown> {
  readonly rows: readonly Row[];
  readonly more: boolean;
  /** `null` where PagerDuty does not count. */
  readonly total: number | null;
}

/** The answer of a list whose rows are in the field of that name. */
export function listBody(field: string): z.ZodType<Page> {
  return listBodyOf(field, (record) => record);
}

/** The same, each record read as it comes in: what a page holds while it waits is what is needed of it. */
export function listBodyOf<Row>(field: string, rowOf: (record: unknown) => Row): z.ZodType<Page<Row>> {
  return z
    .looseObject({ more: z.boolean().nullish(), total: z.number().int().nonnegative().nullish().catch(null) })
    .transform((answer, context): Page<Row> => {
      const { [field]: rows, more, total } = answer;
      const usable = Array.isArray(rows) && !(more && rows.length === 0);
      if (!usable) context.addIssue(`${field}: ${more ? 'there is more, but nothing came' : 'no list'}`);
      return { rows: Array.isArray(rows) ? rows.map(rowOf) : [], more: more ?? false, total: total ?? null };
    });
}

/** Rows a page: the most that PagerDuty gives. */
export const PAGE = 100;
/** `offset + limit` may not pass this: beyond it PagerDuty answers 400, code 2002. */
export const CEILING = 10_000;
/** Aimed at when a span is split, so that an uneven one seldom needs another. */
const COMFORTABLE = 8_000;
/** Pages asked for or waiting to be read: four on the way, and as many ready, keep memory flat and the line busy. */
const AHEAD = 8;

/**
 * All rows of a list that are within the span by PagerDuty's own `since` and `until`, page by page, in no order
 * between pages; a few may come twice. Spans of any length and size.
 *
 * @param onTotal hears how many rows were announced so far
 * @throws CeilingError where one second holds more than PagerDuty can list
 */
export async function* spanPages<Row>(
  transport: Transport,
  list: List<Row>,
  span: Span,
  onTotal: (total: number) => void = () => {},
): AsyncGenerator<readonly Row[]> {
  let announced = 0;
  for (const piece of cutSpan(span)) {
    const left = [piece];
    for (let part = left.shift(); part; part = left.shift()) {
      const within = { ...list, query: { ...list.query, ...spanQuery(part) } };
      const probe = await pageOf(transport, within, { offset: 0, limit: PAGE, counted: true });
      if (part === piece && probe.total !== null) {
        announced += probe.total;
        onTotal(announced);
      }
      const border = probe.more ? growingFrom(part, transport.present()) : null;
      if (border !== null) {
        left.unshift({ start: border, end: part.end }, { start: part.start, end: border });
        continue;
      }
      const beyond = probe.total !== null && probe.total > CEILING;
      const received = beyond ? null : yield* allRows(transport, within, probe);
      if (received !== null) {
        if (received < (probe.total ?? 0)) await checkComplete(transport, within, received);
        continue;
      }
      if (part.end - part.start <= 1) {
        const second = timeParameter(part.start);
        throw new CeilingError(
          `PagerDuty lists at most 10,000 ${list.what} at once; the second ${second} has more.`,
        );
      }
      left.unshift(...splitSpan(part, beyond ? Math.ceil((probe.total ?? 0) / COMFORTABLE) : 2));
    }
  }
}

/**
 * All rows of a list that has no span.
 *
 * @throws CeilingError where it holds more than PagerDuty can list
 */
export async function* listPages<Row>(transport: Transport, list: List<Row>): AsyncGenerator<readonly Row[]> {
  const probe = await pageOf(transport, list, { offset: 0, limit: PAGE, counted: true });
  const beyond = probe.total !== null && probe.total > CEILING;
  if (beyond || (yield* allRows(transport, list, probe)) === null) {
    throw new CeilingError(`PagerDuty lists at most 10,000 ${list.what}, and this account has more.`);
  }
}

/** The rows of a list, its first page known. Returns how many came, `null` where the ceiling cut the list off. */
export async function* allRows<Row>(
  transport: Transport,
  list: List<Row>,
  first: Page<Row>,
): AsyncGenerator<readonly Row[], number | null> {
  yield first.rows;
  let received = first.rows.length;
  let { more } = first;
  const tasks = rangesOf(received, first.total ?? 0).map(
    (range) => (signal: AbortSignal) => rangeOf(transport, { ...list, signal }, range),
  );
  for await (const range of inParallel(tasks, { ahead: AHEAD, signal: list.signal })) {
    yield range.rows;
    received += range.rows.length;
    if (range.last) more = range.more;
  }
  // What was not announced: a list that grew meanwhile, or one that PagerDuty does not count.
  for (let offset = Math.max(received, first.total ?? 0); more; ) {
    const limit = Math.min(PAGE, CEILING - offset);
    if (limit <= 0) return null;
    const page = await pageOf(transport, list, { offset, limit, counted: false });
    yield page.rows;
    received += page.rows.length;
    offset += page.rows.length;
    more = page.more;
  }
  return received;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly last: boolean;
}

function rangesOf(from: number, to: number): Range[] {
  const count = Math.max(0, Math.ceil((to - from) / PAGE));
  return Array.from({ length: count }, (_, row) => {
    const end = Math.min(to, from + (row + 1) * PAGE);
    return { from: from + row * PAGE, to: end, last: end === to };
  });
}

/** The rows of a range, with as many requests as it takes: a server may give fewer than were asked for. */
async function rangeOf<Row>(transport: Transport, list: List<Row>, { from, to, last }: Range) {
  const rows: Row[] = [];
  let more = true;
  while (more && from + rows.length < to) {
    const offset = from + rows.length;
    const page = await pageOf(transport, list, { offset, limit: to - offset, counted: false });
    rows.push(...page.rows);
    more = page.more;
  }
  return { rows, more, last };
}

export async function pageOf<Row>(
  transport: Transport,
  { query, ...list }: List<Row>,
  { offset, limit, counted }: { offset: number; limit: number; counted: boolean },
): Promise<Page<Row>> {
  return transport.get({ ...list, query: { ...query, limit, offset, ...(counted && { total: true }) } });
}

export function spanQuery({ start, end }: Span): Query {
  return { since: timeParameter(start), until: timeParameter(end), time_zone: 'UTC' };
}

/** A span does not lose rows: fewer than announced, and still announced, is a gap. */
export async function checkComplete(transport: Transport, list: List, received: number): Promise<void> {
  const { total } = await pageOf(transport, list, { offset: 0, limit: 1, counted: true });
  if (total === null || total <= received) return;
  throw new BrokenAnswerError(`PagerDuty announced ${total} ${list.what} and gave ${received}.`);
}
