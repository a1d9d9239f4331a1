import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { RefusedError } from '../access/refused-error.ts';
import { failureView } from './blocks/failure-view.ts';
import { section } from './blocks/section.ts';
import { plain } from './blocks/text.ts';
import { redrawView } from './redraw-view.ts';
import { sentenceFor } from './sentence-for.ts';
import type { Services } from './services.ts';

interface Opening {
  readonly client: WebClient;
  readonly triggerId: string;
  /** At most 24 characters. */
  readonly title: string;
  /** Above the modal that is open; else in a place of its own. */
  readonly onTop?: boolean;
}

/**
 * Opens a modal: a light view within the trigger's 3 seconds, then what was asked for, or why there is none.
 *
 * @param make looks up and decides; what it throws is said in the modal
 */
export async function openModal(
  { log, newErrorId }: Pick<Services, 'log' | 'newErrorId'>,
  { client, triggerId, title, onTop = false }: Opening,
  make: () => Promise<ModalView>,
): Promise<void> {
  const light: ModalView = {
    type: 'modal',
    title: plain(title),
    close: plain('Cancel'),
    blocks: [section('One moment…')],
  };
  const opening = { trigger_id: triggerId, view: light };
  const { view: opened } = await (onTop ? client.views.push(opening) : client.views.open(opening));
  if (!opened?.id) throw new Error('Slack opened no view.');
  const view = await make().catch((error: unknown) => {
    if (error instanceof RefusedError) return failureView(error);
    const errorId = newErrorId();
    log.error({ errorId, title, error }, 'A modal could not be filled.');
    return failureView(sentenceFor(error, errorId));
  });
  await redrawView(client, { id: opened.id, hash: opened.hash }, view);
}
