import { DAY } from '../../../src/domain/duration.ts';
import type { Instant } from '../../../src/domain/instant.ts';

/** When somebody reads, and in which IANA zone. */
export interface DateReader {
  readonly now: Instant;
  readonly zone: string;
}

/**
 * Writes the dates of a text as Slack does for this reader, whose Slack speaks British English as the app does: one clock of
 * 24 hours wherever one looks.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function withDates(mrkdwn: string, reader: DateReader): string {
  return mrkdwn.replace(/<!date\^(\d+)\^([^|>]*)\|[^>]*>/g, (_, seconds: string, pattern: string) =>
    pattern.replace(/\{(\w+)\}/g, (__, token: string) => written(token, Number(seconds), reader)),
  );
}

function written(token: string, at: Instant, { now, zone }: DateReader): string {
  const show = (instant: Instant, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(instant * 1000);
  const day = (instant: Instant) => show(instant, { dateStyle: 'medium' });
  if (token === 'time') return show(at, { timeStyle: 'short' });
  if (token.endsWith('_pretty')) {
    if (day(at) === day(now)) return 'today';
    if (day(at) === day(now - DAY)) return 'yesterday';
  }
  return day(at);
}
