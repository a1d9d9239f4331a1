import { formatDuration, MINUTE, type Seconds } from '../../domain/duration.ts';
import type { Instant } from '../../domain/instant.ts';
import type { SyncStatus } from '../../sync/sync.ts';
import { actions, button } from '../blocks/button.ts';
import { dateText } from '../blocks/date-text.ts';
import type { Message } from '../blocks/message.ts';
import { plural, thousands } from '../blocks/numbers.ts';
import { progressBar } from '../blocks/progress-bar.ts';
import { context, section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { STATUS_ACTION, SYNC_ACTION } from '../integrations/integration-actions.ts';
import { askButton } from '../mttr/ask-button.ts';
import { ephemeral, plainQuestion } from '../mttr/asked.ts';
import { canonicalText } from '../mttr/canonical-text.ts';
import { SATELLITE_FILE_ACTION } from '../satellites/satellite-actions.ts';

/** What the progress message of one integration is made of. */
export interface Loading {
  readonly integrationId: string;
  readonly name: string;
  readonly status: Pick<SyncStatus, 'backfill' | 'coverage' | 'incidents' | 'runs' | 'running' | 'satellite'>;
  readonly now: Instant;
  /** A service to ask about, `null` where none is known. */
  readonly service: string | null;
}

/** The one message in the DM of who connected: progress, then trouble or what to do next. */
export function backfillMessage(loading: Loading): Message {
  const { status } = loading;
  if (status.satellite === 'waiting') return waiting(loading);
  if (status.backfill === null) return finished(loading);
  const last = status.runs[0];
  if (!status.running && last?.failure) return stopped(loading, last.failure.sentence);
  return underWay(loading, status.backfill);
}

function waiting({ integrationId, name }: Loading): Message {
  const text = `*${escapeMrkdwn(name)}* waits for its satellite: start one with *satellite.yml*.`;
  return {
    text,
    blocks: [
      section(`${text}\nThis message shows the progress as soon as it runs.`),
      ...actions([
        button('New satellite.yml', SATELLITE_FILE_ACTION, integrationId),
        button('Status', STATUS_ACTION, integrationId),
      ]),
    ],
  };
}

function underWay(
  { name, now, status: { satellite } }: Loading,
  backfill: NonNullable<SyncStatus['backfill']>,
): Message {
  const { stored, expected, coveredFrom, floor, timeLeft } = backfill;
  const share =
    expected !== null && expected > 0
      ? stored / expected
      : coveredFrom === null
        ? 0
        : (now - coveredFrom) / Math.max(1, now - floor);
  // 100 % is the last message's to say.
  const percent = Math.min(99, Math.floor(share * 100));
  const counts =
    expected === null
      ? plural(stored, 'incident')
      : `${thousands(stored)} of ${plural(expected, 'incident')}`;
  const facts = [
    counts,
    ...(coveredFrom === null ? [] : [`complete back to ${dateText(coveredFrom)}`]),
    ...(timeLeft === null ? [] : [`about ${roughly(timeLeft)} left`]),
  ].join(' · ');
  const title = `*${escapeMrkdwn(name)}*: loading incidents, the newest first`;
  return {
    text: `${escapeMrkdwn(name)}: loading incidents, ${percent} %. ${facts}`,
    blocks: [
      section(`${title}\n${progressBar(percent / 100)} ${percent} %\n${facts}`),
      context(
        satellite === 'offline'
          ? 'Its satellite does not answer at the moment. It goes on where it was when it is back.'
          : 'You can ask already: an answer says how far back it is complete.',
      ),
    ],
  };
}

function stopped({ integrationId, name }: Loading, sentence: string): Message {
  const text = `${escapeMrkdwn(name)}: loading stopped. ${escapeMrkdwn(sentence)}`;
  return {
    text,
    blocks: [
      section(`*${escapeMrkdwn(name)}*: loading stopped.\n${escapeMrkdwn(sentence)}`),
      context('What is loaded stays. The next scheduled run goes on where this one stopped.'),
      ...actions([
        button('Try again now', SYNC_ACTION, integrationId),
        button('Status', STATUS_ACTION, integrationId),
      ]),
    ],
  };
}

function finished({ integrationId, name, status, service }: Loading): Message {
  const since = status.coverage === null ? '' : ` since ${dateText(status.coverage.coveredFrom)}`;
  const first = `${escapeMrkdwn(name)} is ready: ${plural(status.incidents, 'incident')}${since}.`;
  const everything = ephemeral(plainQuestion);
  const aboutService =
    service === null
      ? null
      : ephemeral({
          ...plainQuestion,
          filter: [{ field: 'service', operator: 'equals', values: [service] } as const],
        });
  const examples = [
    ...(aboutService ? [`\`/sei-mttr ${canonicalText(aboutService)}\``] : []),
    '`/sei-mttr last=90d by=priority`',
    '`/sei-mttr urgency=high by=week`',
  ];
  return {
    text: `${first} Try: ${examples.join(' · ')}`,
    blocks: [
      section(`*${first}*\nAsk in any channel, only you see the answer:\n${examples.join('\n')}`),
      ...actions([
        ...(aboutService && service ? askButton(`MTTR of ${service}`, 'service', aboutService) : []),
        ...askButton('MTTR of all services', 'all', everything),
        button('Status', STATUS_ACTION, integrationId),
      ]),
    ],
  };
}

/** Rounded up so that it does not promise too much. */
function roughly(left: Seconds): string {
  if (left < MINUTE) return `${Math.max(5, Math.ceil(left / 5) * 5)}s`;
  return formatDuration(Math.ceil(left / MINUTE) * MINUTE);
}
