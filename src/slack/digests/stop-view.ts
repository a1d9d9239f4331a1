import type { ModalView } from '@slack/types';
import type { ListedDigest } from '../../digest/digests.ts';
import { actions, button } from '../blocks/button.ts';
import { section } from '../blocks/section.ts';
import { plain } from '../blocks/text.ts';
import { NEW_ACTION, verbActionId } from './digest-actions.ts';
import { listedText } from './listed-text.ts';

/** What somebody who may not change a digest can do about it: look at it, mute it here, have another one. */
export function stopView(listed: ListedDigest, readerId: string): ModalView {
  const { digest } = listed;
  const mute =
    digest.place.kind === 'channel' && digest.paused === null
      ? [button('Mute this one…', verbActionId('mute'), digest.id)]
      : [];
  return {
    type: 'modal',
    title: plain('Change or stop'),
    close: plain('Close'),
    blocks: [
      section(listedText(listed, readerId)),
      section(
        `<@${digest.ownerId}> configured it; Collection Admins and SEI Admins can change it.${mute.length > 0 ? ' Anybody in the channel can mute it: for everybody there, with your name.' : ''}`,
      ),
      ...actions([...mute, button('One of my own', NEW_ACTION)]),
    ],
  };
}
