import { type Json, object, objects } from '../../../test/simulators/slack/json.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { demoNow } from '../reader.ts';
import { readableText } from './readable-text.ts';

/** A block whose texts are as this reader sees them in Slack. What stands beside a section is drawn apart from it. */
export function dated(block: Json, snapshot: Snapshot): Json {
  const reader = { now: demoNow(snapshot), zone: snapshot.person.zone };
  const readable = (value: unknown) => readableText(object(value), reader);
  const next: Json = { ...block };
  if (block.type === 'section') {
    delete next.accessory;
    if (block.text !== undefined) next.text = readable(block.text);
    if (block.fields !== undefined) next.fields = objects(block.fields).map(readable);
  }
  if (block.type === 'context') next.elements = objects(block.elements).map(readable);
  return next;
}
