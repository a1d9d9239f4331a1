import type { ModalView } from '@slack/types';
import { actions, button } from '../blocks/button.ts';
import { formView } from '../blocks/form-view.ts';
import { textInput } from '../blocks/input.ts';
import type { Message } from '../blocks/message.ts';
import { section } from '../blocks/section.ts';

export const DATA_EXPORT_ACTION = 'data_export';
export const DATA_DELETE_ACTION = 'data_delete';
export const DATA_DELETE_VIEW = 'data_delete';
/** What has to be typed, so that nobody deletes everything by a slip. */
export const CONFIRMATION = 'DELETE';

/** `/sei-pagerduty data`. */
export function dataMessage(): Message {
  const text =
    'Everything SEI PagerDuty keeps of this workspace: accounts (never their keys), incidents, collections, settings, roles. Export it as a file, or delete it. When the app is removed, tokens and keys go at once and the data 7 days later.';
  return {
    text,
    blocks: [
      section(text),
      ...actions([
        button('Export', DATA_EXPORT_ACTION),
        button('Delete everything…', DATA_DELETE_ACTION, undefined, { style: 'danger' }),
      ]),
    ],
  };
}

/** The confirmation. */
export function dataDeleteView(): ModalView {
  return formView({ callbackId: DATA_DELETE_VIEW, title: 'Delete all data', submit: 'Delete everything' }, [
    section(
      'This deletes every connected account with its key and incidents, all collections, profiles, digests, settings and roles of this workspace. It cannot be undone. The app stays installed; PagerDuty itself is not touched.',
    ),
    textInput('confirmation', `Type ${CONFIRMATION}`, { max: 20 }),
  ]);
}
