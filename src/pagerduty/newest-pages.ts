import type { Instant, Span } from '../domain/instant.ts';
import { CeilingError } from './errors.ts';
import { growingFrom } from './growing.ts';
import { allRows, CEILING, checkComplete, type List, PAGE, pageOf, spanPages, spanQuery } from './pages.ts';
import { cutSpan } from './spans.ts';
import type { Transport } from './transport.ts';
import { timeParameter } from './wire-time.ts';

/** Rows as they came. `reached`: with them, everything of the span from this moment on has come. */
export interface Stretch<Row> {
  readonly rows: readonly Row[];
  readonly reached?: Instant;
}

export interface NewestOptions<Row> {
  /** The time by which the list is sorted; `null` where a row does not say. */
  readonly timeOf: (row: Row) => Instant | null;
  /** Hears how many rows were announced so far. */
  readonly onTotal?: ((total: number) => void) | undefined;
}

/**
 * All rows of a list that is sorted newest first, in stretches of as many as PagerDuty lists at once. Each stretch goes
 * on where the one before ended, with the last second of it again: no request is spent on splitting. A list that turns
 * out not to be sorted as asked for is split instead. A few rows may come twice.
 *
 * @throws CeilingError where one second holds more than PagerDuty can list
 */
export async function* newestPages<Row>(
  transport: Transport,
  list: List<Row>,
  span: Span,
  { timeOf, onTotal = () => {} }: NewestOptions<Row>,
): AsyncGenerator<Stretch<Row>> {
  let announced = 0;
  for (const piece of cutSpan(span)) {
    let above: Above | null = null;
    for (let end = piece.end; end > piece.start; ) {
      const rest: Span = { start: piece.start, end };
      const within = { ...list, query: { ...list.query, ...spanQuery(rest) } };
      const first = await pageOf(transport, within, { offset: 0, limit: PAGE, counted: true });
      const { total } = first;
      if (above === null && total !== null) {
        announced += total;
        onTotal(announced);
      }
      const border = first.more ? growingFrom(rest, transport.present()) : null;
      if (border !== null) {
        yield* newestPages(transport, list, { start: border, end }, { timeOf });
        yield* newestPages(transport, list, { start: piece.start, end: border }, { timeOf });
        break;
      }
      if (above !== null && total !== null && total < above.left) {
        const unsorted: Span = { start: piece.start, end: above.end };
        for await (const rows of spanPages(transport, list, unsorted)) yield { rows };
        break;
      }
      if (above !== null) yield { rows: [], reached: end };

      const tail = new Tail(timeOf);
      const listable = { ...first, total: total && Math.min(total, CEILING) };
      const received = yield* watched(allRows(transport, within, listable), tail);
      if (received !== null) {
        if (received < (total ?? 0)) await checkComplete(transport, within, received);
        break;
      }
      if (tail.second === null || tail.second + 1 >= end) throw tooMany(list, tail.second ?? end - 1);
      above = { end, left: total === null ? 0 : total - CEILING + tail.count };
      end = tail.second + 1;
    }
    yield { rows: [], reached: piece.start };
  }
}

/** The stretch before: where it ended, and how many rows it left for those that follow, if the list is sorted. */
interface Above {
  readonly end: Instant;
  readonly left: number;
}

/** The oldest second that rows told of, and how many of them told of it. */
class Tail<Row> {
  readonly #timeOf: NewestOptions<Row>['timeOf'];
  second: Instant | null = null;
  count = 0;

  constructor(timeOf: NewestOptions<Row>['timeOf']) {
    this.#timeOf = timeOf;
  }

  add(rows: readonly Row[]): void {
    for (const row of rows) {
      const time = this.#timeOf(row);
      if (time === null || (this.second !== null && time > this.second)) continue;
      this.count = time === this.second ? this.count + 1 : 1;
      this.second = time;
    }
  }
}

/** Pages passed on while their tail is watched; returns what the pages return. */
async function* watched<Row, Result>(pages: AsyncGenerator<readonly Row[], Result>, tail: Tail<Row>) {
  try {
    for (;;) {
      const next = await pages.next();
      if (next.done) return next.value;
      tail.add(next.value);
      yield { rows: next.value };
    }
  } finally {
    // Whoever stops reading stops what is on its way.
    await pages.return(undefined as Result); // the value goes nowhere
  }
}

function tooMany({ what }: Pick<List, 'what'>, second: Instant): CeilingError {
  return new CeilingError(
    `PagerDuty lists at most 10,000 ${what} at once; the second ${timeParameter(second)} has more.`,
  );
}
