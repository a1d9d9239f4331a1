import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns/format';
import type { Instant } from '../../domain/instant.ts';

/**
 * A date that every reader sees in their own zone; in mrkdwn only. `date` or `date and time`.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function dateText(instant: Instant, precision: 'date' | 'date and time' = 'date'): string {
  return precision === 'date'
    ? `<!date^${instant}^{date_short}|${inZone(instant, 'UTC', 'd MMM yyyy')}>`
    : `<!date^${instant}^{date_short_pretty} {time}|${inZone(instant, 'UTC', 'd MMM yyyy HH:mm')} UTC>`;
}

/** A moment as the clocks of a zone show it, by date-fns' pattern: `d MMM`, `HH:mm`. */
export function inZone(instant: Instant, zone: string, pattern: string): string {
  return format(new TZDate(instant * 1000, zone), pattern);
}
