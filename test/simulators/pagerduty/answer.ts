/** What the simulated PagerDuty answers, before faults. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error as PagerDuty writes it. */
export function errorAnswer(
  status: number,
  code: number,
  message: string,
  errors: readonly string[] = [],
): Answer {
  return { status, body: JSON.stringify({ error: { message, code, errors } }) };
}

/** One page of a list; a query that asks beyond the ceiling is refused, as there. */
export function listAnswer<Row>(
  name: string,
  query: URLSearchParams,
  rows: { readonly length: number; slice(from: number, to: number): readonly Row[] },
  text: (row: Row) => string,
  { ceiling, mostRows }: { ceiling: number; mostRows: number },
): Answer {
  const limit = Math.min(wholeNumber(query.get('limit'), 25), 100);
  const offset = wholeNumber(query.get('offset'), 0);
  if (offset + limit > ceiling) {
    return errorAnswer(400, 2002, 'Arguments Caused Error', [
      `Offset must be less than or equal to ${ceiling} minus limit.`,
    ]);
  }
  const page = rows.slice(offset, offset + Math.min(limit, mostRows));
  const rest = JSON.stringify({
    limit,
    offset,
    total: query.get('total') === 'true' ? rows.length : null,
    more: offset + page.length < rows.length,
  });
  return { status: 200, body: `{"${name}":[${page.map(text).join(',')}],${rest.slice(1)}` };
}

function wholeNumber(text: string | null, otherwise: number): number {
  const number = Number(text ?? otherwise);
  return Number.isInteger(number) && number >= 0 ? number : otherwise;
}
