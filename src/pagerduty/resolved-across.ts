import type { Instant, Span } from '../domain/instant.ts';
import { CeilingError } from './errors.ts';
import type { Normalised } from './normalise-incident.ts';
import { CEILING, type List, PAGE, pageOf, spanPages, spanQuery } from './pages.ts';
import { cutSpan, splitSpan } from './spans.ts';
import type { Transport } from './transport.ts';

const NEWEST_RESOLUTION_FIRST = { 'statuses[]': ['resolved'], sort_by: 'resolved_at:desc' };

/**
 * Incidents that were created before a border and resolved at or after it: those that a list by creation, which is all
 * that PagerDuty filters by, shows only among what was created long before.
 *
 * Costs a request for every half year that the account is older than the border, and one for a hundred found.
 *
 * @param incidents the list, see `incident-list.ts`
 * @param first when the oldest incident of the account was created; see {@link oldestCreation}
 */
export async function* resolvedAcross(
  transport: Transport,
  incidents: Omit<List<Normalised>, 'query'>,
  { first, border }: { readonly first: Instant | null; readonly border: Instant },
): AsyncGenerator<readonly Normalised[]> {
  if (first === null || first >= border) return;
  const list: List<Normalised> = { ...incidents, query: NEWEST_RESOLUTION_FIRST };
  const left = cutSpan({ start: first, end: border });
  for (let span = left.shift(); span; span = left.shift()) {
    const whole = yield* downTo(transport, list, span, border);
    if (whole) continue;
    if (span.end - span.start <= 1) throw new CeilingError('One second holds more than PagerDuty can list.');
    left.unshift(...splitSpan(span, 2));
  }
}

/** The list down to the border; `false` where PagerDuty's ceiling came first. */
async function* downTo(
  transport: Transport,
  list: List<Normalised>,
  span: Span,
  border: Instant,
): AsyncGenerator<readonly Normalised[], boolean> {
  const within = { ...list, query: { ...list.query, ...spanQuery(span) } };
  let last = Number.POSITIVE_INFINITY;
  for (let offset = 0; offset < CEILING; ) {
    const limit = Math.min(PAGE, CEILING - offset);
    const { rows, more } = await pageOf(transport, within, { offset, limit, counted: false });
    yield rows;
    for (const row of rows) {
      const time = row.ok ? (row.incident.resolvedAt ?? last) : last;
      if (time > last) {
        // Not sorted as asked for: then all of them.
        yield* spanPages(transport, list, span);
        return true;
      }
      last = time;
    }
    if (!more || last < border) return true;
    offset += rows.length;
  }
  return false;
}

/** When the oldest incident of the account was created; `null` where there is none. */
export async function oldestCreation(
  transport: Transport,
  incidents: Omit<List<Normalised>, 'query'>,
): Promise<Instant | null> {
  const oldest = { ...incidents, query: { date_range: 'all', sort_by: 'created_at:asc' } };
  // One alone might be unreadable.
  const { rows } = await pageOf(transport, oldest, { offset: 0, limit: 10, counted: false });
  const readable = rows.find((row) => row.ok);
  return readable?.ok ? readable.incident.createdAt : null;
}
