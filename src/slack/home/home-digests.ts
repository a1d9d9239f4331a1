import type { AnyBlock } from '@slack/types';
import type { ListedDigest } from '../../digest/digests.ts';
import { actions, button } from '../blocks/button.ts';
import { dateText } from '../blocks/date-text.ts';
import { thousands } from '../blocks/numbers.ts';
import { section } from '../blocks/section.ts';
import { LIST_ACTION, NEW_ACTION } from '../digests/digest-actions.ts';
import { placeText, subjectOf } from '../digests/listed-text.ts';

const SHOWN = 3;

/** The digests of somebody's Home: the next ones, and the way to all. */
export function homeDigests(digests: readonly ListedDigest[], readerId: string): AnyBlock[] {
  const open = button('New digest', NEW_ACTION);
  if (digests.length === 0) {
    return [
      section('*Digests*: the MTTR of a week, by itself: on Monday morning, to a channel or to you alone.'),
      ...actions([open]),
    ];
  }
  const shown = digests.toSorted(byNext).slice(0, SHOWN);
  return [
    section(['*Digests*', ...shown.map((listed) => lineOf(listed, readerId))].join('\n')),
    ...actions([button(`All digests (${thousands(digests.length)})`, LIST_ACTION), open]),
  ];
}

function lineOf(listed: ListedDigest, readerId: string): string {
  const { digest, next } = listed;
  const when = next === null ? 'paused' : dateText(next, 'date and time');
  return `• ${subjectOf(listed)} to ${placeText(digest.place, readerId)}: ${when}`;
}

function byNext(one: ListedDigest, other: ListedDigest): number {
  return (one.next ?? Number.POSITIVE_INFINITY) - (other.next ?? Number.POSITIVE_INFINITY) || 0;
}
