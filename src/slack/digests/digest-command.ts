import { plain } from '../blocks/text.ts';
import { firstWord, unquoted } from '../command/command-text.ts';
import type { CommandRequest } from '../listener.ts';
import { openModal } from '../open-modal.ts';
import { respondWith } from '../respond-with.ts';
import { digestConfirmView } from './confirm-views.ts';
import { type DigestVerb, VERBS } from './digest-actions.ts';
import type { DigestServices } from './digest-services.ts';
import { listMessage } from './list-message.ts';
import { digestView, openNewDigest } from './open-digest-form.ts';
import { showPreview } from './preview.ts';
import { ableTo, whichDigests } from './which-digest.ts';
import { whichMessage } from './which-message.ts';

/** `digest`, `digest Payments`, `digest new`, `digest preview|send|edit|pause|resume|mute|delete Payments`. */
export async function digestCommand(
  services: DigestServices,
  request: CommandRequest,
  words: string,
): Promise<unknown> {
  const { client, caller, command, respond } = request;
  const { word, rest } = firstWord(words);
  const typed = word.toLowerCase();
  if (typed === 'new') {
    const opening = { client, caller, triggerId: command.trigger_id, onTop: false };
    const channel = { id: command.channel_id, name: command.channel_name };
    return openNewDigest(services, opening, { channel, question: '' });
  }
  const verb = VERBS.find((known) => known === typed);
  if (verb !== undefined) return withVerb(services, request, verb, unquoted(rest));
  const name = typed === 'list' ? unquoted(rest) : unquoted(words);
  const found = whichDigests(await services.digests.list(caller), name, command.text ?? '');
  return respondWith(
    respond,
    found.length === 0 && name !== ''
      ? whichMessage('preview', [], caller.userId, name)
      : listMessage(found, caller.userId),
  );
}

/** Does it where it is clear with which digest; nothing that others notice is done without a button being pressed. */
async function withVerb(
  services: DigestServices,
  request: CommandRequest,
  verb: DigestVerb,
  typed: string,
): Promise<unknown> {
  const { client, caller, command, respond } = request;
  const candidates = async () => {
    const digests = await services.digests.list(caller);
    return ableTo(whichDigests(digests, typed, command.text ?? ''), verb);
  };
  if (verb === 'preview' || verb === 'pause' || verb === 'resume') {
    const found = await candidates();
    const [only] = found;
    return verb === 'preview' && only !== undefined && found.length === 1
      ? showPreview(services, request, only.digest.id)
      : respondWith(respond, whichMessage(verb, found, caller.userId, typed));
  }
  return openModal(services, { client, triggerId: command.trigger_id, title: 'Digest' }, async () => {
    const found = await candidates();
    const [only] = found;
    if (only !== undefined && found.length === 1) {
      return verb === 'edit'
        ? digestView(services, caller, only.digest.id)
        : digestConfirmView(verb, only, caller.userId);
    }
    return {
      type: 'modal',
      title: plain('Which digest?'),
      close: plain('Cancel'),
      blocks: whichMessage(verb, found, caller.userId, typed).blocks,
    };
  });
}
