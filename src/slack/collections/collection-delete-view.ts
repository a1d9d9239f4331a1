import type { ModalView } from '@slack/types';
import { formView } from '../blocks/form-view.ts';
import { plural } from '../blocks/numbers.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';

export const COLLECTION_DELETE_VIEW = 'collection_delete';

/** Says what happens when a collection goes. */
export function collectionDeleteView(
  { id, name }: { readonly id: string; readonly name: string },
  children: readonly string[],
  digests = 0,
): ModalView {
  const stopping =
    digests === 0
      ? ''
      : `\n${plural(digests, 'digest')} about it ${digests === 1 ? 'is' : 'are'} paused, and who looks after ${digests === 1 ? 'it' : 'them'} is told.`;
  const shown = children.slice(0, 10).map((child) => `“${escapeMrkdwn(child)}”`);
  const rest = children.length > shown.length ? ` and ${children.length - shown.length} more` : '';
  const below =
    children.length === 0
      ? 'Nothing stands below it.'
      : `${plural(children.length, 'collection')} below it ${children.length === 1 ? 'moves' : 'move'} up one level, and ${children.length === 1 ? 'is' : 'are'} no longer narrowed by it: ${shown.join(', ')}${rest}.`;
  return formView(
    { callbackId: COLLECTION_DELETE_VIEW, title: 'Delete collection', submit: 'Delete', metadata: id },
    [
      section(
        `*Delete ${escapeMrkdwn(name)}?*\n${below}\nNo incident is deleted. Who had chosen it as a default falls back to all services.${stopping}`,
      ),
    ],
  );
}
