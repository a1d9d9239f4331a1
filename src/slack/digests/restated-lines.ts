import type { DigestReport, Restatement } from '../../digest/digest-report.ts';
import type { Seconds } from '../../domain/duration.ts';
import { thousands } from '../blocks/numbers.ts';
import { causeText, changeText } from '../mttr/again-lines.ts';
import { incidentLink } from '../mttr/incident-link.ts';
import { capital, durationText } from '../mttr/number-text.ts';

const MOST_CAUSES = 5;

/** `Changed since: week 46 was 51m, now 44m: #48119 was reopened.` Mrkdwn. */
export function restatedLine({ restatements }: DigestReport): string[] {
  const [first] = restatements;
  if (first === undefined) return [];
  const more = restatements.length - 1;
  const others = more > 0 ? ` ${thousands(more)} more below.` : '';
  return [`Changed since: ${numbersText(first)}${whyText(first)}.${others}`];
}

/** All of them, with what became of each incident. */
export function restatedLines({ restatements }: DigestReport): string[] {
  return restatements.flatMap((restatement) => {
    const { count, incidents } = restatement.changed;
    const shown = incidents.slice(0, MOST_CAUSES);
    const rest = count - shown.length;
    return [
      `${capital(numbersText(restatement))}:`,
      ...shown.map(changeText),
      ...(rest > 0 ? [`• and ${thousands(rest)} more`] : []),
    ];
  });
}

/** Where the mean is the same as it is shown, the numbers of incidents tell. */
function numbersText({ period, changed: { was, now } }: Restatement): string {
  const isSame = meanText(was.mean) === meanText(now.mean);
  const text = ({ mean, n }: typeof was) =>
    isSame && mean !== null ? `${meanText(mean)} of ${thousands(n)}` : meanText(mean);
  return `${period} ${was.mean === null ? 'had' : 'was'} ${text(was)}, now ${text(now)}`;
}

function whyText({ changed: { count, incidents } }: Restatement): string {
  const [first] = incidents;
  if (first === undefined) return '';
  const more = count > 1 ? `, and ${thousands(count - 1)} more` : '';
  return `: ${incidentLink(first.incident)} ${causeText(first.cause)}${more}`;
}

function meanText(mean: Seconds | null): string {
  return mean === null ? 'none resolved' : durationText(mean);
}
