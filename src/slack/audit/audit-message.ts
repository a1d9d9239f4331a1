import type { ReadableRecord } from '../../audit/audit.ts';
import { actions, button } from '../blocks/button.ts';
import { dateText } from '../blocks/date-text.ts';
import type { Message } from '../blocks/message.ts';
import { context, paragraphs } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';

export const AUDIT_CSV_ACTION = 'audit_csv';
export const AUDIT_LINES_ACTION = 'audit_jsonl';

/** `/sei-pagerduty audit`: the newest records. */
export function auditMessage(records: readonly ReadableRecord[]): Message {
  const lines =
    records.length === 0
      ? ['Nothing has been changed yet.']
      : ['*What was changed lately*', ...records.map(line)];
  return {
    text: lines.join('\n'),
    blocks: [
      ...paragraphs(lines),
      context(
        'The log only grows, and its records follow from each other: whoever runs the app checks it with `npm run audit -- check`.',
      ),
      ...actions([button('All as CSV', AUDIT_CSV_ACTION), button('All as JSON lines', AUDIT_LINES_ACTION)]),
    ],
  };
}

function line({ at, actor, actorId, what, object, objectId }: ReadableRecord): string {
  const who =
    actorId === null ? (actor === 'app' ? 'the app' : 'somebody who is not known any more') : `<@${actorId}>`;
  const which = objectId === null ? escapeMrkdwn(object.name) : `<@${objectId}>`;
  return `• ${dateText(at, 'date and time')} ${who}: ${escapeMrkdwn(what)}${which === '' ? '' : ` (${which})`}`;
}
