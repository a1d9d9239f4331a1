import type { DigestReport, OpenIncident } from '../../digest/digest-report.ts';
import { DAY } from '../../domain/duration.ts';
import { thousands } from '../blocks/numbers.ts';
import { escapeMrkdwn, shorten } from '../blocks/text.ts';
import { incidentLink } from '../mttr/incident-link.ts';
import { durationText } from '../mttr/number-text.ts';

/** `*Needs a look:* #48377 checkout, open 2d 6h; 2 more open.` Mrkdwn. */
export function lookLine({ open: { count, oldest }, digest }: DigestReport): string[] {
  const [first] = oldest;
  if (first === undefined) return count === 0 ? [] : [`Open now: ${thousands(count)}.`];
  const long = first.age >= digest.openDays * DAY;
  const others = count > 1 ? `; ${thousands(count - 1)} more open` : '';
  return [`${long ? '*Needs a look:*' : 'Open now:'} ${openText(first)}${others}.`];
}

/** All that are known, one a line, with their titles where these are shown. */
export function openLines({ open: { count, oldest } }: DigestReport): string[] {
  const rest = count - oldest.length;
  return [
    ...oldest.map((incident) => `• ${openText(incident)}${titleText(incident)}`),
    ...(rest > 0 ? [`• and ${thousands(rest)} more`] : []),
  ];
}

function openText(incident: OpenIncident): string {
  const service = incident.service === null ? '' : ` ${escapeMrkdwn(shorten(incident.service, 40))}`;
  return `${incidentLink(incident)}${service}, open ${durationText(incident.age)}`;
}

function titleText({ title }: OpenIncident): string {
  return title === null || title === '' ? '' : `: ${escapeMrkdwn(shorten(title, 80))}`;
}
