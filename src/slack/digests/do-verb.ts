import type { RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Actor } from '../../access/actor.ts';
import type { Digest } from '../../domain/digest.ts';
import { actions, button } from '../blocks/button.ts';
import { failureView } from '../blocks/failure-view.ts';
import type { Message } from '../blocks/message.ts';
import { section } from '../blocks/section.ts';
import type { Home } from '../home/create-home.ts';
import type { Tell } from '../listener.ts';
import { openModal } from '../open-modal.ts';
import { redrawView } from '../redraw-view.ts';
import { respondWith } from '../respond-with.ts';
import { digestConfirmView } from './confirm-views.ts';
import { type ConfirmedVerb, type DigestVerb, verbActionId } from './digest-actions.ts';
import { type DigestServices, GONE } from './digest-services.ts';
import { digestView, openDigest } from './open-digest-form.ts';
import { previewIn, showPreview } from './preview.ts';

/** Who wants something done, and where they see what became of it. */
export interface VerbRequest {
  readonly client: WebClient;
  readonly caller: Actor;
  readonly triggerId: string;
  /** The modal in which it was pressed; `null`: a message, a Home or a command. */
  readonly view: { readonly id: string } | null;
  readonly respond: RespondFn;
  readonly tell: Tell;
}

/** Does one thing with one digest. What others notice is asked once more; the service decides who may. */
export async function doVerb(
  services: DigestServices,
  home: Pick<Home, 'changed'>,
  request: VerbRequest,
  verb: DigestVerb,
  id: string,
): Promise<unknown> {
  const { client, caller, triggerId, view } = request;
  switch (verb) {
    case 'edit':
      return openDigest(services, { client, caller, triggerId, onTop: view !== null }, id);
    case 'preview':
      if (view === null) return showPreview(services, request, id);
      return openModal(services, { client, triggerId, title: 'Preview', onTop: true }, () =>
        previewIn(services, caller, id),
      );
    case 'send':
    case 'mute':
    case 'delete': {
      const ask = () => confirmation(services, caller, verb, id);
      // In the place of the modal: what lies below would be about a digest that is gone.
      if (view !== null) return redrawView(client, { id: view.id }, await ask());
      return openModal(services, { client, triggerId, title: 'Digest' }, ask);
    }
    case 'pause':
    case 'resume': {
      const changed = await services.digests[verb](caller, id);
      home.changed(caller.workspaceId);
      if (view !== null) {
        return redrawView(client, { id: view.id }, await digestView(services, caller, id));
      }
      if (changed === undefined) return request.tell(GONE);
      return respondWith(request.respond, changedMessage(changed));
    }
  }
}

async function confirmation(services: DigestServices, caller: Actor, verb: ConfirmedVerb, id: string) {
  const listed = await services.digests.get(caller, id);
  return listed === undefined ? failureView(GONE) : digestConfirmView(verb, listed, caller.userId);
}

function changedMessage({ id, paused }: Digest): Message {
  const text =
    paused === null
      ? 'Resumed. It goes on with its next time; what was left out meanwhile is not posted.'
      : 'Paused. Nothing is posted until it is resumed.';
  const back = paused === null ? 'pause' : 'resume';
  return {
    text,
    blocks: [
      section(text),
      ...actions([button(paused === null ? 'Pause again' : 'Resume', verbActionId(back), id)]),
    ],
  };
}
