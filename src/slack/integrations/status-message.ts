import type { Button } from '@slack/types';
import { type Action, allows } from '../../access/permissions.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Standing } from '../../domain/role.ts';
import type { SyncRun } from '../../domain/sync-run.ts';
import type { ShownSatellite } from '../../satellite/fleet/satellites.ts';
import { AUDIENCE_ACTION } from '../audience/audience-view.ts';
import { actions, button, confirmation } from '../blocks/button.ts';
import { dateText } from '../blocks/date-text.ts';
import type { Message } from '../blocks/message.ts';
import { plural } from '../blocks/numbers.ts';
import { context, section } from '../blocks/section.ts';
import { escapeMrkdwn, shorten } from '../blocks/text.ts';
import { SATELLITE_FILE_ACTION } from '../satellites/satellite-actions.ts';
import { satelliteBlocks } from '../satellites/satellite-blocks.ts';
import {
  DELETE_ACTION,
  EDIT_ACTION,
  LIST_ACTION,
  PAUSE_ACTION,
  REAUTH_ACTION,
  RESUME_ACTION,
  SEVERITIES_ACTION,
  SPOT_ACTION,
  STATUS_ACTION,
  SYNC_ACTION,
} from './integration-actions.ts';
import { integrationLines } from './integration-lines.ts';
import type { IntegrationState } from './integration-state.ts';

const RUNS_SHOWN = 5;

/**
 * `/sei-pagerduty status Production`: health, coverage, the ingestion log, and everything that can be done about it.
 *
 * @param standing decides which key is shown and what is offered
 * @param satellites those that may work on it; `null` where none do, or for somebody who does not look after them
 */
export function statusMessage(
  state: IntegrationState,
  standing: Standing,
  satellites: readonly ShownSatellite[] | null = null,
): Message {
  const { integration, status, deleting } = state;
  const lines = integrationLines(state);
  const coverage =
    status.coverage === null
      ? 'Nothing is complete yet.'
      : `Complete from ${dateText(status.coverage.coveredFrom)} to ${dateText(status.coverage.completeTo, 'date and time')}`;
  const account = `${escapeMrkdwn(integration.url)} · ${escapeMrkdwn(integration.username)}${
    integration.mode === 'cloud'
      ? ` · key ending in ${escapeMrkdwn(integration.apiKeyHint)}${integration.apiKeyScope === 'user' ? ' (a user’s key: numbers may be incomplete)' : ''}`
      : ' · satellite'
  }`;
  const about = aboutLine(state);
  const runs = status.runs.slice(0, RUNS_SHOWN).map(runLine);
  const log = runs.length === 0 ? 'No run yet.' : runs.join('\n');
  const running = status.running ? '\nA sync is running now.' : '';
  return {
    text: `${lines}\n${coverage}${running}\n${log}`,
    blocks: [
      section(`${lines}\n${coverage}${running}`),
      section(`*Ingestion log*\n${log}`),
      ...(satellites === null ? [] : satelliteBlocks(satellites, integration.id)),
      ...(about === '' ? [] : [context(about)]),
      ...(allows(standing, 'see account details') ? [context(account)] : []),
      ...actions(deleting ? [] : buttonsOf(state, standing)),
    ],
  };
}

function aboutLine({ integration: { description, tags } }: IntegrationState): string {
  const parts = [shorten(description, 300), ...tags.map((tag) => `#${tag}`)];
  return parts
    .filter((part) => part !== '')
    .map(escapeMrkdwn)
    .join(' · ');
}

function buttonsOf(
  { integration: { id, paused, mode }, status }: IntegrationState,
  standing: Standing,
): Button[] {
  const offer = (action: Action, made: () => Button) => (allows(standing, action) ? [made()] : []);
  const isCloud = mode === 'cloud';
  return [
    ...(paused || status.running || status.satellite === 'waiting'
      ? []
      : offer('sync', () => button('Sync now', SYNC_ACTION, id))),
    ...(paused || status.severities || status.satellite === 'waiting'
      ? []
      : offer('sync', () => button('Load severities', SEVERITIES_ACTION, id))),
    ...(paused
      ? offer('resume integration', () => button('Resume', RESUME_ACTION, id, { style: 'primary' }))
      : offer('pause integration', () => pauseButton(id))),
    ...offer('edit integration', () => button('Edit', EDIT_ACTION, id)),
    ...(isCloud
      ? offer('reauthenticate integration', () => button('New key', REAUTH_ACTION, id))
      : offer('manage satellites', () => button('New satellite.yml', SATELLITE_FILE_ACTION, id))),
    ...offer('spot check', () => button('Spot check', SPOT_ACTION, id)),
    ...offer('set audience', () =>
      button('Who sees it', AUDIENCE_ACTION, JSON.stringify({ kind: 'integration', id })),
    ),
    ...offer('delete integration', () => button('Delete…', DELETE_ACTION, id)),
    button('Refresh', STATUS_ACTION, id),
    button('All accounts', LIST_ACTION),
  ];
}

/** Pausing asks once more: answers stop being current. */
export function pauseButton(id: string): Button {
  return button('Pause', PAUSE_ACTION, id, {
    confirm: confirmation(
      'Pause this account?',
      'Nothing is read from PagerDuty until it is resumed. What is stored stays; answers say up to when it is complete.',
      'Pause',
    ),
  });
}

function runLine({
  kind,
  startedAt,
  duration,
  outcome,
  stored,
  rejected,
  retries,
  failure,
}: SyncRun): string {
  const parts = [
    `${dateText(startedAt, 'date and time')} ${kind} ${outcome} in ${formatDuration(duration)}`,
    plural(stored, 'incident'),
    ...(rejected > 0 ? [`${rejected} unreadable, kept aside`] : []),
    ...(retries > 0 ? [plural(retries, 'retry', 'retries')] : []),
  ];
  return `• ${parts.join(' · ')}${failure === null ? '' : `\n   ${escapeMrkdwn(failure.sentence)}`}`;
}
