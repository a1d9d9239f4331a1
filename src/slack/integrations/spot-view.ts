import type { AnyBlock, ModalView } from '@slack/types';
import type { Incident } from '../../domain/incident.ts';
import type { Integration } from '../../domain/integration.ts';
import { dateText } from '../blocks/date-text.ts';
import { formView } from '../blocks/form-view.ts';
import { textInput } from '../blocks/input.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { ENDED } from '../incidents/incident-row.ts';
import { incidentLink } from '../mttr/incident-link.ts';

export const SPOT_VIEW = 'integration_spot';

/** Looks one incident up by the number people use. */
export function spotView({ id, name }: Pick<Integration, 'id' | 'name'>, result: AnyBlock[] = []): ModalView {
  return formView({ callbackId: SPOT_VIEW, title: 'Spot check', submit: 'Look up', metadata: id }, [
    section(
      `What *${escapeMrkdwn(name)}* has stored of one incident, to compare with PagerDuty. Nothing is asked of PagerDuty.`,
    ),
    textInput('number', 'Incident number', { max: 20, hint: 'The number people use, e.g. 48213' }),
    ...result,
  ]);
}

/** What is stored of an incident, or that it is not. */
export function spotResult(
  number: number,
  incident: Incident | undefined,
  titles: Integration['titles'],
): AnyBlock[] {
  if (incident === undefined) {
    return [
      section(
        `*#${number} is not stored.* It may be older than what is loaded, newer than the last sync, or in another account.`,
      ),
    ];
  }
  const when = (instant: number | null) =>
    instant === null ? 'not yet' : dateText(instant, 'date and time');
  const { service, priority, teams, urgency, status, ending } = incident;
  return [
    section(
      [
        `*${incidentLink(incident)}*${titles === 'hidden' ? '' : ` ${escapeMrkdwn(incident.title)}`}`,
        `${escapeMrkdwn(status)} · urgency ${escapeMrkdwn(urgency)} · priority ${escapeMrkdwn(priority?.name ?? 'none')}`,
        `Service: ${escapeMrkdwn(service?.name ?? 'none')} · ${teams.length === 1 ? 'team' : 'teams'}: ${teams.map(({ name }) => escapeMrkdwn(name)).join(', ') || 'none'}`,
        `Created ${when(incident.createdAt)} · resolved ${when(incident.resolvedAt)}${incident.resolvedAt === null ? '' : ` · ${ENDED[ending]}`}`,
        `Last change known: ${when(incident.updatedAt)}`,
      ].join('\n'),
    ),
  ];
}
