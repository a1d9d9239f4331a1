import type { ModalView } from '@slack/types';
import type { Integration } from '../../domain/integration.ts';
import { formView } from '../blocks/form-view.ts';
import { textInput } from '../blocks/input.ts';
import { noticeView } from '../blocks/notice-view.ts';
import { problemAbove } from '../blocks/problem.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';

export const REAUTH_VIEW = 'integration_reauth';

/**
 * A new key alone.
 *
 * @param problem shown above the input: an updated view cannot show it as Slack's own error
 * @param accepts whether a user's key was offered: submitting again accepts that it sees only part
 */
export function reauthView(
  { id, name, username, url }: Integration,
  { problem, accepts = false }: { problem?: string; accepts?: boolean } = {},
): ModalView {
  return formView(
    {
      callbackId: REAUTH_VIEW,
      title: 'New key',
      submit: 'Validate connection',
      metadata: JSON.stringify({ id, accepts }),
    },
    [
      section(
        `*${escapeMrkdwn(name)}*\n${escapeMrkdwn(url)} · ${escapeMrkdwn(username)}\nThe old key is used until PagerDuty has taken the new one. Nothing that is stored changes.`,
      ),
      ...problemAbove(problem),
      textInput('apiKey', 'API Key', {
        max: 200,
        hint: 'PagerDuty › Integrations › API Access Keys, tick Read-only. Visible while you type; stored encrypted; later only the last 4 characters are shown.',
      }),
    ],
  );
}

/** PagerDuty took the key. */
export function renewedView(name: string, paused: boolean): ModalView {
  const next = paused
    ? 'It is still paused: resume it to read on.'
    : 'It is being brought up to date with the new key.';
  return noticeView('New key', `*PagerDuty took the new key of ${escapeMrkdwn(name)}.*\n${next}`);
}
