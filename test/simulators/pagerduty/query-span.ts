import { TZDate } from '@date-fns/tz';
import { addMonths } from 'date-fns/addMonths';
import { subMonths } from 'date-fns/subMonths';
import { dateOf, type Instant, instantOf, type Span } from '../../../src/domain/instant.ts';
import { type Answer, errorAnswer } from './answer.ts';

const EMPTY: Span = { start: 0, end: 0 };

/**
 * The span that `since` and `until` mean, with PagerDuty's surprises: one month by default, nothing for `since`
 * alone, six months at most, values without a zone are read in `time_zone`, else in the account's.
 */
export function querySpan(query: URLSearchParams, now: Instant, accountZone: string): Span | Answer {
  const zone = query.get('time_zone') ?? accountZone;
  const since = query.get('since');
  const until = query.get('until');
  if (since === null && until === null) return { start: instantOf(subMonths(dateOf(now), 1)), end: now + 1 };
  const end = until === null ? null : instantFrom(until, zone);
  const start = since === null ? null : instantFrom(since, zone);
  if (Number.isNaN(start) || Number.isNaN(end)) {
    return errorAnswer(400, 2004, 'Invalid Date Range', ['Since or until is not a date.']);
  }
  if (end === null) return EMPTY;
  if (start === null) return { start: instantOf(subMonths(dateOf(end), 1)), end };
  if (addMonths(dateOf(start), 6).getTime() < end * 1000) {
    return errorAnswer(400, 2005, 'Date Range Too Long', ['The date range must be at most six months.']);
  }
  return { start, end };
}

function instantFrom(text: string, zone: string): Instant {
  if (/(Z|[+-]\d\d:?\d\d)$/.test(text)) return Date.parse(text) / 1000;
  const [year = Number.NaN, month = 1, day = 1, ...time] = text.split(/[-T: ]/).map(Number);
  const [hour = 0, minute = 0, second = 0] = time;
  return new TZDate(year, month - 1, day, hour, minute, second, zone).getTime() / 1000;
}
