import type { DigestReport } from '../../digest/digest-report.ts';
import type { Instant } from '../../domain/instant.ts';
import { plural, thousands } from '../blocks/numbers.ts';
import { escapeMrkdwn, shorten } from '../blocks/text.ts';
import { durationText } from '../mttr/number-text.ts';
import { reachOf } from '../mttr/reach.ts';
import { inItsDays } from '../mttr/report-context.ts';
import { factsPeriod } from './digest-words.ts';

const LONGEST_SUBJECT = 80;

/** `*Payments: MTTR 1h 8m* last week (16–22 Nov), 9 incidents, half within 35m. Target 45m: missed.` Mrkdwn. */
export function digestHeadline(report: DigestReport, now: Instant): string {
  const { facts, open, isQuiet } = report;
  const subject = escapeMrkdwn(shorten(report.subject, LONGEST_SUBJECT));
  const reach = reachOf(inItsDays(facts, now));
  if (reach.kind === 'none') return `*${subject}:* ${reach.sentence}`;
  const period = factsPeriod(report, now);
  if (isQuiet) return `*${subject}:* no incidents resolved ${period}, none open. ${servicesText(report)}`;
  if (facts.recovery === null) {
    return `*${subject}: no incidents resolved* ${period}, ${thousands(open.count)} open now.`;
  }
  const { mean } = facts.recovery;
  return `*${subject}: MTTR ${durationText(mean)}* ${period}, ${spreadText(facts.recovery)}.${targetText(report)}`;
}

function spreadText({ n, median, min, max }: NonNullable<DigestReport['facts']['recovery']>): string {
  if (n === 1) return 'one incident';
  if (n === 2) return `2 incidents (${durationText(min)} and ${durationText(max)})`;
  return `${plural(n, 'incident')}, half within ${durationText(median)}`;
}

function targetText({ targetMet, digest: { target } }: DigestReport): string {
  if (targetMet === null || target === null) return '';
  return ` Target ${durationText(target)}: ${targetMet ? 'met' : '*missed*'}.`;
}

/** A service that is switched off creates no incidents, and is not healthy for that. */
export function servicesText({ services: { total, disabled } }: DigestReport): string {
  if (total === 0) return 'There are no services.';
  if (disabled.length === 0) {
    return total === 1 ? 'Its one service is enabled.' : `All ${thousands(total)} services enabled.`;
  }
  const named = disabled.slice(0, 3).map((name) => escapeMrkdwn(shorten(name, 40)));
  const others = disabled.length > named.length ? ', …' : '';
  return `${thousands(disabled.length)} of ${plural(total, 'service')} disabled or in maintenance: ${named.join(', ')}${others}.`;
}
