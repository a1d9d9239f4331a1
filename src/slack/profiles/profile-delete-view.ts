import type { ModalView } from '@slack/types';
import type { Profile } from '../../domain/profile.ts';
import { formView } from '../blocks/form-view.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';

export const PROFILE_DELETE_VIEW = 'profile_delete';

/** Asks whether a profile is to go, and says what holds afterwards. */
export function profileDeleteView({ id, name }: Pick<Profile, 'id' | 'name'>, places: string): ModalView {
  return formView(
    { callbackId: PROFILE_DELETE_VIEW, title: 'Delete MTTR profile', submit: 'Delete', metadata: id },
    [
      section(
        `*Delete ${escapeMrkdwn(name)}?*\nIt holds for: ${escapeMrkdwn(places)}. There the next one out holds afterwards: that of a collection above, the workspace’s, or none. Numbers change with it; no incident is deleted.`,
      ),
    ],
  );
}
