import type { Button } from '@slack/types';
import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn, shorten } from '../blocks/text.ts';
import { BROWSE_ACTION } from '../collections/collection-actions.ts';
import { CONNECT_ACTION } from '../connect/connect-actions.ts';
import { LIST_ACTION as DIGESTS_ACTION } from '../digests/digest-actions.ts';
import { LIST_ACTION } from '../integrations/integration-actions.ts';
import { HELP_ACTION } from '../mttr/mttr-actions.ts';
import type { ParsedCommand } from './command-text.ts';

const ACCOUNTS = `*PagerDuty accounts*
\`/sei-pagerduty connect\`  connect one (SEI Admins)
\`/sei-pagerduty list\`  all of them, their health and when each was last ingested
\`/sei-pagerduty status Production\`  one account: progress, coverage, ingestion log, spot check
\`/sei-pagerduty sync|pause|resume Production\`  read now, stop reading, go on (SEI Admins)
\`/sei-pagerduty edit|reauth|delete Production\`  name and tags, a new key, or away with it (SEI Admins)
\`/sei-pagerduty satellite Production\`  a new satellite.yml, where only your network reaches PagerDuty (SEI Admins)`;

const COLLECTIONS = `*Collections* (whose incidents a number is about: teams, products, sprints)
\`/sei-pagerduty collections\`  all of them; also your default and a channel’s
\`/sei-pagerduty collection Payments\`  one of them
\`/sei-pagerduty collection new\`, \`collection edit|delete Payments\`  (Collection Admins, SEI Admins)
\`/sei-pagerduty profile\`  MTTR profiles: how recovery is measured, and where which one holds`;

const DIGESTS = `*Digests* (reports that come by themselves, to a channel or to you alone)
\`/sei-pagerduty digest\`  all of them: when each comes next, how it went
\`/sei-pagerduty digest new\`  a new one; also *Weekly, to me* under every answer
\`/sei-pagerduty digest preview|send|edit|pause|resume|mute|delete Payments\`  one of them`;

const WORKSPACE = `*Who may do what*
\`/sei-pagerduty roles\`  who has which role; ask for one, give one
\`/sei-pagerduty audience Production\`  who sees an account or a collection (SEI Admins)
\`/sei-pagerduty audit\`  what was changed by whom (SEI Admins)
\`/sei-pagerduty data\`  export or delete all data of this workspace (SEI Admins)`;

const ASK = `*Ask for numbers*: \`/sei-mttr\`, or \`/sei-mttr help\` for all it understands`;

/** The help; after something that was not understood it begins with that. */
export function pagerDutyHelp(parsed: Exclude<ParsedCommand, { kind: 'command' }> | null = null): Message {
  const parts = [
    ...(parsed === null ? [] : [sentence(parsed)]),
    ACCOUNTS,
    COLLECTIONS,
    DIGESTS,
    WORKSPACE,
    ASK,
  ];
  return { text: parts.join('\n\n'), blocks: [...parts.map((part) => section(part)), ...actions(buttons())] };
}

function sentence(parsed: Exclude<ParsedCommand, { kind: 'command' }>): string {
  const word = `\`${escapeMrkdwn(shorten(parsed.word.replaceAll('`', ''), 200))}\``;
  const near = parsed.nearest === null ? '' : ` Did you mean \`/sei-pagerduty ${parsed.nearest}\`?`;
  return `I don't know ${word}.${near}`;
}

function buttons(): Button[] {
  return [
    button('Connect PagerDuty', CONNECT_ACTION),
    button('List accounts', LIST_ACTION),
    button('Collections', BROWSE_ACTION, 'tree:0'),
    button('Digests', DIGESTS_ACTION),
    button('What I can ask', HELP_ACTION),
  ];
}
