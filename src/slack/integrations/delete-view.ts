import type { ModalView } from '@slack/types';
import type { Integration } from '../../domain/integration.ts';
import type { Affected } from '../../integrations/upkeep.ts';
import { formView } from '../blocks/form-view.ts';
import { noticeView } from '../blocks/notice-view.ts';
import { plural } from '../blocks/numbers.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';

export const DELETE_VIEW = 'integration_delete';

const NAMES_SHOWN = 10;

/** What goes when an account goes. */
export function deleteView({ id, name }: Integration, affected: Affected): ModalView {
  return formView({ callbackId: DELETE_VIEW, title: 'Delete account', submit: 'Delete', metadata: id }, [
    section(`*Delete ${escapeMrkdwn(name)}?*\nThis cannot be undone.`),
    section(
      [
        `• ${plural(affected.incidents, 'stored incident')}, the ingestion log and the key are deleted. PagerDuty itself is not touched.`,
        affectedLine(
          'collection',
          affected.collections,
          'A collection that looks at nothing else shows nothing until it is edited.',
        ),
        affectedLine(
          'profile',
          affected.profiles,
          'A profile that looks at nothing else counts nothing until it is edited.',
        ),
        '• Answers over all accounts no longer count its incidents.',
      ].join('\n'),
    ),
  ]);
}

function affectedLine(noun: string, names: readonly string[], effect: string): string {
  if (names.length === 0) return `• No ${noun} names it.`;
  const shown = names.slice(0, NAMES_SHOWN).map((name) => `“${escapeMrkdwn(name)}”`);
  const rest = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return `• It is taken out of ${plural(names.length, noun)}: ${shown.join(', ')}${rest}. ${effect}`.trim();
}

/** Stands while the data goes; the status of the account is *Deleting*. */
export function deletingView(): ModalView {
  return noticeView('Deleting', '*This account: Deleting*\nYou can close this.');
}

/** Nothing of it is left. */
export function deletedView(name: string): ModalView {
  return noticeView('Deleted', `*${escapeMrkdwn(name)} is deleted*, with its key and all its data.`);
}
