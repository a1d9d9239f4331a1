import type { ModalView } from '@slack/types';
import type { Target } from '../../access/access.ts';
import type { Actor } from '../../access/actor.ts';
import { failureView } from '../blocks/failure-view.ts';
import type { Services } from '../services.ts';
import { audienceView } from './audience-view.ts';

/** Said wherever an id leads nowhere any more. */
export const GONE = 'This is not there any more.';

/** The form for one thing, or that it is gone. */
export async function audienceFormFor(
  { audiences }: Pick<Services, 'audiences'>,
  caller: Actor,
  target: Target | null,
): Promise<ModalView> {
  const found = target === null ? undefined : await audiences.get(caller, target);
  return target === null || found === undefined
    ? failureView(GONE)
    : audienceView(target, found.name, found.choice);
}
