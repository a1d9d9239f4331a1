import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { context, section } from '../blocks/section.ts';
import { askButton } from './ask-button.ts';
import { ephemeral, plainQuestion } from './asked.ts';
import { HELP_ACTION } from './mttr-actions.ts';

const WHAT = `*MTTR is the mean of resolved − created* over all incidents that count.
The clock runs from the moment PagerDuty created the incident to its last resolution: through snooze, maintenance and a time in which it was closed and reopened.`;

const COUNTS = `*What counts*: every resolved incident whose resolution lies in the time you ask for (or its creation or last change, with \`track=\`).
*What does not, and is shown beside it*: open incidents; merged ones; what an admin excluded with a reason; what was resolved before it began.
*Merged*: the incident they went into counts, by its own clock and for its own service, even where a merged one was older or of another service.
*Private PagerDuty teams*: incidents of theirs alone are left out unless an SEI Admin includes them; the answer then says “without private teams”.
A service's incidents are those it has today. Urgency and priority are the last ones set.`;

const TRUST = `*How to read it*
• A mean is moved by one long incident: the answer names it. The *median* (half were over within…) hardly moves.
• “95 %: 18m–1h 35m”: where the true median plausibly lies. Below 6 incidents nothing can be said, so you see the range.
• *Clearly faster* or *slower* only when chance is an unlikely explanation and the change is at least 15 %. Incidents of one service that begin within 10 minutes of each other count as one there: a storm is one bad day, not thirty.
• In a table a row is called faster or slower only if that holds for all rows compared together.
• An empty time says “no data”, never 0. A quiet service is not a healthy one: a disabled service raises no incidents.`;

const DORA = `*And DORA?* The bands Elite (under 1 hour), High (1 day), Medium (1 week) and Low are the answer buckets of DORA's survey: a rough place on a scale, not a goal.
DORA's *time to restore service* meant incidents that users felt. In 2023 DORA changed it to *failed deployment recovery time*: how long it takes to recover from a deployment that went wrong. PagerDuty does not know which incident came from a deployment, so this number is neither: it is the time to restore of all incidents in scope.
Closer to DORA's older meaning: ask for high urgency, or only P1 and P2.`;

const PEOPLE = `Teams and people are not ranked by it: they look after different things.`;

/** `/sei-mttr help metric`: what the number means, what it cannot say, and how it relates to DORA's. */
export function metricHelp(): Message {
  const parts = [WHAT, COUNTS, TRUST, DORA];
  const highUrgency = ephemeral({
    ...plainQuestion,
    filter: [{ field: 'urgency' as const, operator: 'equals' as const, values: ['high'] }],
  });
  return {
    text: [...parts, PEOPLE].join('\n\n'),
    blocks: [
      ...parts.map((part) => section(part)),
      context(PEOPLE),
      ...actions([
        ...askButton('High urgency, last 30 days', 'help_high', highUrgency),
        button('Help', HELP_ACTION),
      ]),
    ],
  };
}
