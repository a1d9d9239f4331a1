import type { DigestReport } from '../../digest/digest-report.ts';
import { WEEK } from '../../domain/duration.ts';
import type { Window } from '../../domain/window.ts';
import { plural } from '../blocks/numbers.ts';
import { capital, durationText } from '../mttr/number-text.ts';
import { betweenText } from '../mttr/verdict-text.ts';

/** `No clear change: last 4 weeks typical 37m, the 12 before 33m (×0.8 to ×1.5).` Mrkdwn. */
export function digestVerdict({ verdict }: DigestReport): string {
  if (verdict === 'too early') return 'Faster or slower? Too early to tell: that takes 16 weeks of data.';
  if (verdict === 'not complete')
    return 'Faster or slower? Cannot be told before the data of the last 4 weeks is complete.';
  const { change, now, before } = verdict;
  const { typicalNow, typicalBefore } = change;
  const recent = `last ${plural(weeksIn(now), 'week')} ${typicalNow === null ? 'none resolved' : `typical ${durationText(typicalNow)}`}`;
  const earlier = `the ${weeksIn(before)} before ${typicalBefore === null ? 'none' : durationText(typicalBefore)}`;
  switch (change.verdict) {
    case 'too few':
      return `Too few incidents to tell faster from slower: ${recent}, ${earlier}.`;
    case "can't tell":
      return `No clear change: ${recent}, ${earlier} (${betweenText(change)}).`;
    case 'clearly faster':
    case 'clearly slower':
      return `*${capital(change.verdict)}:* ${recent}, ${earlier} (${betweenText(change)}).`;
  }
}

/** Weeks with a clock change are an hour longer or shorter. */
function weeksIn({ start, end }: Window): number {
  return Math.round((end - start) / WEEK);
}
