import type { RoleList } from '../../access/roles.ts';
import { ROLE_NAMES, type Role } from '../../domain/role.ts';
import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { numbered } from '../blocks/numbered.ts';
import { context, section } from '../blocks/section.ts';
import { ROLE_FORM_ACTION, ROLE_REQUEST_ACTION } from './role-actions.ts';

const MOST_NAMED = 30;

/** `/sei-pagerduty roles`: who has which role, and how to give one or ask for one. */
export function rolesMessage({ byDefault, given }: RoleList, mayManage: boolean): Message {
  const others = new Set(given.map(({ userId }) => userId));
  const standard = byDefault.filter((userId) => !others.has(userId));
  const holders = (role: Role) => given.filter((each) => each.role === role).map(({ userId }) => userId);
  const line = (who: string, userIds: readonly string[]) =>
    userIds.length === 0 ? [] : [`• ${who}: ${named(userIds)}`];
  const lines = [
    `*${ROLE_NAMES.admin}*: connects PagerDuty, manages everything`,
    ...line('admins and owners of this workspace', standard),
    ...line('given the role', holders('admin')),
    `*${ROLE_NAMES['collection admin']}*: collections and their digests`,
    `• ${named(holders('collection admin'))}`,
    `*${ROLE_NAMES.viewer}*: asks and reads`,
    '• every other full member',
    ...line('admins whose role was taken', holders('viewer')),
  ];
  const text = lines.join('\n');
  return {
    text,
    blocks: [
      section(text),
      context('Guests and people of other organisations have no role and see nothing.'),
      ...actions(
        mayManage
          ? [button('Give or take a role', ROLE_FORM_ACTION)]
          : [
              button('Ask to be Collection Admin', ROLE_REQUEST_ACTION, 'collection admin'),
              numbered(button('Ask to be SEI Admin', ROLE_REQUEST_ACTION, 'admin'), 1),
            ],
      ),
    ],
  };
}

function named(userIds: readonly string[]): string {
  if (userIds.length === 0) return 'nobody yet';
  const shown = userIds.slice(0, MOST_NAMED).map((id) => `<@${id}>`);
  const rest = userIds.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
