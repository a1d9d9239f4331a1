import { keptIndent } from '../../../scripts/screenshots/kept-indent.ts';
import { withDates } from '../../../scripts/screenshots/slack-date.ts';
import { type Json, object, objects, text } from '../../../test/simulators/slack/json.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { demoNow } from '../reader.ts';

/**
 * A block whose dates are written as Slack writes them for this reader. slack-blocks-to-jsx shows `verbatim` text raw,
 * where Slack only makes no links of its own.
 */
export function dated(block: Json, snapshot: Snapshot): Json {
  const reader = { now: demoNow(snapshot), zone: snapshot.person.zone };
  const readable = (value: unknown): Json => {
    const { verbatim: _, ...element } = object(value);
    return element.type === 'mrkdwn'
      ? { ...element, text: keptIndent(withDates(text(element.text), reader)) }
      : { ...element };
  };
  const next: Json = { ...block };
  if (block.type === 'section') {
    delete next.accessory;
    if (block.text !== undefined) next.text = readable(block.text);
    if (block.fields !== undefined) next.fields = objects(block.fields).map(readable);
  }
  if (block.type === 'context') next.elements = objects(block.elements).map(readable);
  return next;
}
