import { FILTER_FIELDS } from '../../domain/filter.ts';
import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { section } from '../blocks/section.ts';
import { askButton } from './ask-button.ts';
import { ephemeral, plainQuestion } from './asked.ts';
import { METRIC_HELP_ACTION } from './mttr-actions.ts';
import { GROUPINGS, METRICS, TRACKS } from './vocabulary.ts';

const EXAMPLES = `*Ask how fast you recover* (only you see the answer)
\`/sei-mttr\`
All services, last 30 days.
\`/sei-mttr checkout\`
One service; a name of several words needs no quotes.
\`/sei-mttr service="payment api",ledger last=90d\`
Two services, side by side.
\`/sei-mttr urgency=high priority=P1,P2 by=week\`
What matters most, week by week.
\`/sei-mttr month=2026-10 by=priority public\`
Shown to the channel, with your name.`;

/** People are not ranked: grouping by them has to be switched on, and is not suggested. */
const OFFERED_GROUPINGS = GROUPINGS.filter((grouping) => grouping !== 'user');

const WORDS = `*What you can narrow by*: ${[...FILTER_FIELDS, 'collection'].join(', ')}. Several values with commas; names without regard to case.
*When*: \`last=30d\`, \`last=12w\`, \`from=2026-10-01 to=2026-10-31\` (that day included), \`week=2026-W47\`, \`month=2026-10\`, and \`zone=Europe/Berlin\`
*How*: \`by=${OFFERED_GROUPINGS.join('|')}\` (one or two), \`track=${TRACKS.join('|')}\` (which event lies in the time), \`metric=${METRICS.join('|')}\`
*More*: \`csv\` for a file of the incidents, \`report=7KQ2M\` for the same numbers again, \`/sei-mttr help metric\` for what the number means`;

const METHOD = `*MTTR* is the mean of resolved − created over all incidents that qualify. The clock runs through snooze, maintenance and a time in which an incident was reopened. Open incidents are shown beside the number, merged ones are not counted.`;

/** `/sei-mttr help`: examples to copy, every word, and what the number means. */
export function mttrHelp(): Message {
  return {
    text: `${EXAMPLES}\n\n${WORDS}\n\n${METHOD}`,
    blocks: [
      section(EXAMPLES),
      section(WORDS),
      section(METHOD),
      ...actions([
        ...askButton('MTTR of all services', 'all', ephemeral(plainQuestion)),
        button('What the number means', METRIC_HELP_ACTION),
      ]),
    ],
  };
}
