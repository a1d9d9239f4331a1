import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Target } from '../../access/access.ts';
import type { AudienceChoice } from '../../audience/audiences.ts';
import { carriedJson } from '../blocks/carried-json.ts';
import { formView } from '../blocks/form-view.ts';
import { choiceInput, choiceOption } from '../blocks/input.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn, plain } from '../blocks/text.ts';

export const AUDIENCE_VIEW = 'audience';
export const AUDIENCE_ACTION = 'audience';

/** Who sees an integration or collection. Channels shared with other organisations cannot be chosen. */
export function audienceView(
  target: Target,
  name: string,
  { only, privateTeams }: AudienceChoice,
): ModalView {
  return formView(
    { callbackId: AUDIENCE_VIEW, title: 'Who sees it', submit: 'Save', metadata: JSON.stringify(target) },
    [
      section(
        `*${escapeMrkdwn(name)}*: who finds it in answers, menus, lists and files? SEI Admins always do.`,
      ),
      choiceInput(
        'seenBy',
        'Seen by',
        [choiceOption('everybody', 'All full members'), choiceOption('some', 'Only those below')],
        only === null ? 'everybody' : 'some',
      ),
      {
        type: 'input',
        block_id: 'channels',
        optional: true,
        label: plain('Members of these channels'),
        element: {
          type: 'multi_conversations_select',
          action_id: 'value',
          filter: {
            include: ['public', 'private'],
            exclude_external_shared_channels: true,
            exclude_bot_users: true,
          },
          ...(only && only.channelIds.length > 0 ? { initial_conversations: [...only.channelIds] } : {}),
        },
      },
      {
        type: 'input',
        block_id: 'people',
        optional: true,
        label: plain('These people'),
        element: {
          type: 'multi_users_select',
          action_id: 'value',
          ...(only && only.userIds.length > 0 ? { initial_users: [...only.userIds] } : {}),
        },
      },
      ...(target.kind === 'integration'
        ? [
            choiceInput(
              'privateTeams',
              'Incidents of private PagerDuty teams',
              [choiceOption('left out', 'Left out'), choiceOption('included', 'Included')],
              privateTeams,
              { hint: 'Teams whose incidents only their members see in PagerDuty' },
            ),
          ]
        : []),
    ],
  );
}

const chosen = (value: string) => z.object({ value: z.object({ [value]: z.array(z.string()).nullish() }) });
const option = z.object({ value: z.object({ selected_option: z.object({ value: z.string() }) }) });
const State = z.object({
  seenBy: option,
  channels: chosen('selected_conversations'),
  people: chosen('selected_users'),
  privateTeams: option.optional(),
});
const Metadata = z.object({ kind: z.enum(['integration', 'collection']), id: z.string().max(200) });

/** What the form says; `null` where it is not this form. */
export function readAudienceForm(
  values: unknown,
  metadata: string,
): { readonly target: Target; readonly choice: AudienceChoice } | null {
  const state = State.safeParse(values).data;
  const target = targetIn(metadata);
  if (state === undefined || target === null) return null;
  const { seenBy, channels, people, privateTeams } = state;
  return {
    target,
    choice: {
      only:
        seenBy.value.selected_option.value === 'everybody'
          ? null
          : {
              channelIds: channels.value.selected_conversations ?? [],
              userIds: people.value.selected_users ?? [],
            },
      privateTeams: privateTeams?.value.selected_option.value === 'included' ? 'included' : 'left out',
    },
  };
}

/** What a button or view carries; `null` where somebody forged it. */
export function targetIn(text: string): Target | null {
  return carriedJson(Metadata, text);
}
