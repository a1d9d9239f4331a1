import type { DigestReport } from '../../digest/digest-report.ts';
import type { Instant } from '../../domain/instant.ts';
import { inZone } from '../blocks/date-text.ts';
import { daysText, zoneText } from '../mttr/period-text.ts';

/** `last week (16–22 Nov)`, `in the last two weeks (9–22 Nov)`, `in October (1–31 Oct)`. */
export function factsPeriod({ digest, facts }: DigestReport, now: Instant): string {
  const { window } = facts.definition;
  const days = daysText(window, now);
  switch (digest.schedule.every) {
    case 'week':
      return `last week (${days})`;
    case 'two weeks':
      return `in the last two weeks (${days})`;
    case 'month':
      return `in ${inZone(window.start, window.zone, 'MMMM')} (${days})`;
  }
}

/** `Mon 23 Nov 09:00 Berlin`: as the clocks of the digest's zone show it. */
export function momentText(instant: Instant, zone: string): string {
  return `${inZone(instant, zone, 'EEE d MMM HH:mm')} ${zoneText(zone)}`;
}
