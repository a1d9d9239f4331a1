import type { AnyBlock, ModalView } from '@slack/types';
import type { Incident } from '../../domain/incident.ts';
import type { Integration } from '../../domain/integration.ts';
import type { Affected } from '../../integrations/upkeep.ts';
import { dateText } from '../blocks/date-text.ts';
import { choiceInput, textInput } from '../blocks/input.ts';
import { plural } from '../blocks/numbers.ts';
import { context, section } from '../blocks/section.ts';
import { escapeMrkdwn, plain } from '../blocks/text.ts';
import { TITLES } from '../connect/connect-form-view.ts';
import { ENDED } from '../incidents/incident-row.ts';
import { incidentLink } from '../mttr/incident-link.ts';

export const EDIT_VIEW = 'integration_edit';
export const REAUTH_VIEW = 'integration_reauth';
export const DELETE_VIEW = 'integration_delete';
export const SPOT_VIEW = 'integration_spot';

const NAMES_SHOWN = 10;

function form(
  callbackId: string,
  title: string,
  submit: string,
  metadata: string,
  blocks: AnyBlock[],
): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: plain(title),
    submit: plain(submit),
    close: plain('Cancel'),
    private_metadata: metadata,
    blocks,
  };
}

/** What can be changed without a key. */
export function editView({ id, name, url, username, titles, description, tags }: Integration): ModalView {
  return form(EDIT_VIEW, 'Edit account', 'Save', id, [
    textInput('name', 'Name', { max: 60, initial: name, hint: 'How people see it, e.g. Production' }),
    choiceInput('titles', 'Incident titles', TITLES, titles, 'Titles may name customers'),
    textInput('description', 'Description', {
      max: 1_000,
      initial: description,
      optional: true,
      multiline: true,
    }),
    textInput('tags', 'Tags', {
      max: 900,
      initial: tags.join(', '),
      optional: true,
      hint: 'Separate them with commas',
    }),
    context(
      `${escapeMrkdwn(url)} · ${escapeMrkdwn(username)}\nAnother URL is another account: connect it anew. For another key choose *New key*.`,
    ),
  ]);
}

/**
 * A new key alone.
 *
 * @param problem shown above the input: an updated view cannot show it as Slack's own error
 * @param accepts whether a user's key was offered: submitting again accepts that it sees only part
 */
export function reauthView(
  { id, name, username, url }: Integration,
  { problem = null, accepts = false }: { problem?: string | null; accepts?: boolean } = {},
): ModalView {
  return form(REAUTH_VIEW, 'New key', 'Validate connection', JSON.stringify({ id, accepts }), [
    section(
      `*${escapeMrkdwn(name)}*\n${escapeMrkdwn(url)} · ${escapeMrkdwn(username)}\nThe old key is used until PagerDuty has taken the new one. Nothing that is stored changes.`,
    ),
    ...(problem === null ? [] : [context(`:warning: *Please mend this:* ${escapeMrkdwn(problem)}`)]),
    textInput('apiKey', 'API Key', {
      max: 200,
      hint: 'PagerDuty › Integrations › API Access Keys, tick Read-only. Visible while you type; stored encrypted; later only the last 4 characters are shown.',
    }),
  ]);
}

/** What goes when an account goes. */
export function deleteView({ id, name }: Integration, affected: Affected): ModalView {
  return form(DELETE_VIEW, 'Delete account', 'Delete', id, [
    section(`*Delete ${escapeMrkdwn(name)}?*\nThis cannot be undone.`),
    section(
      [
        `• ${plural(affected.incidents, 'stored incident')}, the ingestion log and the key are deleted. PagerDuty itself is not touched.`,
        affectedLine(
          'collection',
          affected.collections,
          'A collection that looks at nothing else shows nothing until it is edited.',
        ),
        affectedLine(
          'profile',
          affected.profiles,
          'A profile that looks at nothing else counts nothing until it is edited.',
        ),
        '• Answers over all accounts no longer count its incidents.',
      ].join('\n'),
    ),
  ]);
}

function affectedLine(noun: string, names: readonly string[], effect: string): string {
  if (names.length === 0) return `• No ${noun} names it.`;
  const shown = names.slice(0, NAMES_SHOWN).map((name) => `“${escapeMrkdwn(name)}”`);
  const rest = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return `• It is taken out of ${plural(names.length, noun)}: ${shown.join(', ')}${rest}. ${effect}`.trim();
}

/** Stands while the data goes; the status of the account is *Deleting*. */
export function deletingView(name: string): ModalView {
  return notice('Deleting', `*${escapeMrkdwn(name)}: Deleting*\nYou can close this.`);
}

export function deletedView(name: string): ModalView {
  return notice('Deleted', `*${escapeMrkdwn(name)} is deleted*, with its key and all its data.`);
}

export function renewedView(name: string, paused: boolean): ModalView {
  const next = paused
    ? 'It is still paused: resume it to read on.'
    : 'It is being brought up to date with the new key.';
  return notice('New key', `*PagerDuty took the new key of ${escapeMrkdwn(name)}.*\n${next}`);
}

/** Looks one incident up by the number people use. */
export function spotView({ id, name }: Pick<Integration, 'id' | 'name'>, result: AnyBlock[] = []): ModalView {
  return form(SPOT_VIEW, 'Spot check', 'Look up', id, [
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

function notice(title: string, text: string): ModalView {
  return { type: 'modal', title: plain(title), close: plain('Done'), blocks: [section(text)] };
}
