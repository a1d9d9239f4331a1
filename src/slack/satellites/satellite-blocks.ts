import type { AnyBlock, Button } from '@slack/types';
import { formatDuration, MINUTE } from '../../domain/duration.ts';
import type { ShownSatellite } from '../../satellite/fleet/satellites.ts';
import { button, confirmation } from '../blocks/button.ts';
import { dateText } from '../blocks/date-text.ts';
import { plural } from '../blocks/numbers.ts';
import { context, section } from '../blocks/section.ts';
import { escapeMrkdwn, shorten } from '../blocks/text.ts';
import { SATELLITE_REVOKE_ACTION } from './satellite-actions.ts';

const SHOWN = 10;
/** A clock that is off by more is worth a word. */
const SKEW_TOLD = 2 * MINUTE;

/** The satellites of one account, each with its button to revoke it. */
export function satelliteBlocks(
  satellites: readonly ShownSatellite[],
  integrationId: string,
): readonly AnyBlock[] {
  if (satellites.length === 0)
    return [
      section('*Satellites*\nNone has started yet. “New satellite.yml” makes a file to start one with.'),
    ];
  const shown = satellites.slice(0, SHOWN);
  const rest = satellites.length - shown.length;
  return [
    section('*Satellites*'),
    ...shown.map((each, index) => section(satelliteLine(each), revoke(each, integrationId, index))),
    ...(rest > 0 ? [context(`and ${plural(rest, 'more satellite')}, not heard of for longer`)] : []),
  ];
}

/** `online · 7f3kq2m9xa · version 0.1.0 · 84 MB · heard of today 14:05 · works on it`. Mrkdwn. */
function satelliteLine(satellite: ShownSatellite): string {
  const { id, version, versionSkew, memory, lastSeenAt, online, working, problem, skew } = satellite;
  const off = formatDuration(Math.abs(skew));
  const next = {
    same: '',
    unknown: '',
    older: ' (older than the app: update it)',
    newer: ' (newer than the app)',
  };
  const line = [
    online ? ':large_green_circle: online' : ':red_circle: offline',
    `\`${escapeMrkdwn(id)}\``,
    `version ${escapeMrkdwn(version)}${next[versionSkew]}`,
    ...(memory === null ? [] : [`${Math.round(memory / 1024 / 1024)} MB`]),
    lastSeenAt === null ? 'never heard of' : `heard of ${dateText(lastSeenAt, 'date and time')}`,
    ...(online ? [working ? 'works on it' : problem === null ? 'stands by' : 'cannot read it'] : []),
    ...(Math.abs(skew) < SKEW_TOLD ? [] : [`its clock is ${off} ${skew > 0 ? 'ahead' : 'behind'}: set it`]),
  ].join(' · ');
  return problem === null ? line : `${line}\n${escapeMrkdwn(shorten(problem, 500))}`;
}

/** Revoking asks once more: it cannot be taken back. */
function revoke({ id }: ShownSatellite, integrationId: string, index: number): Button {
  return button('Revoke…', `${SATELLITE_REVOKE_ACTION}_${index}`, `${id} ${integrationId}`, {
    confirm: {
      ...confirmation(
        'Revoke this satellite?',
        'It is refused from now on, for every account it reads. What is stored stays. To start it again it needs a new satellite.yml.',
        'Revoke',
      ),
      style: 'danger',
    },
  });
}
