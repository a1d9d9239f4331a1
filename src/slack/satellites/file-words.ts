import type { FileOutcome } from '../../satellite/fleet/satellites.ts';
import { dateText } from '../blocks/date-text.ts';
import { escapeMrkdwn } from '../blocks/text.ts';

/** What stands above the file: three lines on what to do with it. Mrkdwn. */
export function fileWords({ integrations, expiresAt }: Extract<FileOutcome, { kind: 'made' }>): string {
  const names = integrations.map(escapeMrkdwn).join(', ');
  const again = integrations.length === 1 ? ` ${escapeMrkdwn(integrations[0] ?? '')}` : '';
  return [
    `*satellite.yml for ${names}*`,
    '1. Save it where a satellite can run, and put your read-only PagerDuty key in the place of `<PAGERDUTY_API_KEY>`. It stays there: never send it to Slack.',
    '2. In a checkout of this app, after `npm ci`: `npm run satellite -- --config satellite.yml --check` tells what is wrong, if anything is, and how to mend it.',
    `3. Start it without \`--check\` before ${dateText(expiresAt, 'date and time')}: until then the file enrols satellites, then it is worth nothing. A new one: \`/sei-pagerduty satellite${again}\``,
  ].join('\n');
}
