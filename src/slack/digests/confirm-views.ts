import type { ModalView } from '@slack/types';
import type { ListedDigest } from '../../digest/digests.ts';
import { formView } from '../blocks/form-view.ts';
import { section } from '../blocks/section.ts';
import { type ConfirmedVerb, confirmView } from './digest-actions.ts';
import { placeText, subjectOf } from './listed-text.ts';

const TITLES: Readonly<Record<ConfirmedVerb, { readonly title: string; readonly submit: string }>> = {
  send: { title: 'Send now?', submit: 'Send now' },
  mute: { title: 'Mute this digest?', submit: 'Mute' },
  delete: { title: 'Delete digest?', submit: 'Delete' },
};

/** Asks once more, with what will happen, before others notice it. */
export function digestConfirmView(verb: ConfirmedVerb, listed: ListedDigest, readerId: string): ModalView {
  const { title, submit } = TITLES[verb];
  return formView(
    { callbackId: confirmView(verb), title: title, submit: submit, metadata: listed.digest.id },
    [section(sentence(verb, listed, readerId))],
  );
}

function sentence(verb: ConfirmedVerb, listed: ListedDigest, readerId: string): string {
  const place = placeText(listed.digest.place, readerId);
  const name = `*${subjectOf(listed)}* to ${place}`;
  switch (verb) {
    case 'send':
      return `${name}\nIt is posted at once, with the numbers of its last complete period. Its schedule stays as it is.`;
    case 'mute':
      return `${name}\nNothing more is posted to ${place}, for everybody there. The channel is told that it was you. Collection Admins and SEI Admins can resume it.`;
    case 'delete':
      return `${name}\nIt is not posted any more. Messages that were posted stay. To stop it for a while, pause it.`;
  }
}
