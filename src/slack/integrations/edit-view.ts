import type { ModalView } from '@slack/types';
import type { Integration } from '../../domain/integration.ts';
import { formView } from '../blocks/form-view.ts';
import { choiceInput, textInput } from '../blocks/input.ts';
import { context } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { TITLES } from '../connect/connect-form-view.ts';

export const EDIT_VIEW = 'integration_edit';

/** What can be changed without a key. */
export function editView({ id, name, url, username, titles, description, tags }: Integration): ModalView {
  return formView({ callbackId: EDIT_VIEW, title: 'Edit account', submit: 'Save', metadata: id }, [
    textInput('name', 'Name', { max: 60, initial: name, hint: 'How people see it, e.g. Production' }),
    choiceInput('titles', 'Incident titles', TITLES, titles, { hint: 'Titles may name customers' }),
    textInput('description', 'Description', {
      max: 1_000,
      initial: description,
      optional: true,
      multiline: true,
    }),
    textInput('tags', 'Tags', {
      max: 900,
      initial: tags.join(', '),
      optional: true,
      hint: 'Separate them with commas',
    }),
    context(
      `${escapeMrkdwn(url)} · ${escapeMrkdwn(username)}\nAnother URL is another account: connect it anew. For another key choose *New key*.`,
    ),
  ]);
}
