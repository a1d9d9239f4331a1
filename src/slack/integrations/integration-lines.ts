import { dateText } from '../blocks/date-text.ts';
import { plural } from '../blocks/numbers.ts';
import { progressBar } from '../blocks/progress-bar.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { healthText } from './health-text.ts';
import type { IntegrationState } from './integration-state.ts';

/** Name, health, when it was last ingested, how much there is. Mrkdwn. */
export function integrationLines({ integration, status, deleting }: IntegrationState): string {
  if (deleting) return `*${escapeMrkdwn(integration.name)}*: DELETING (its data is going)`;
  const ingested =
    status.lastIngestedAt === null ? 'never' : dateText(status.lastIngestedAt, 'date and time');
  // Until a first run is over there is no health to speak of.
  const isWaiting = status.satellite === 'waiting' && status.health === 'UNKNOWN';
  const isFirstLoad = status.health === 'UNKNOWN' && status.backfill !== null;
  return [
    `*${escapeMrkdwn(integration.name)}*: ${isWaiting ? WAITING : isFirstLoad ? 'LOADING' : healthText(status.health, status.runs.length)}`,
    `Last ingested at: ${ingested} · ${plural(status.incidents, 'incident')}`,
    ...progressLine(status.backfill),
  ].join('\n');
}

const WAITING = 'WAITING FOR ITS SATELLITE (none has started with its satellite.yml yet)';

function progressLine(backfill: IntegrationState['status']['backfill']): string[] {
  if (backfill === null) return [];
  const { stored, expected } = backfill;
  if (expected === null || expected === 0) return [`Loading: ${plural(stored, 'incident')} so far`];
  const share = Math.min(0.99, stored / expected);
  return [`Loading: ${progressBar(share)} ${Math.floor(share * 100)} % of ${plural(expected, 'incident')}`];
}
