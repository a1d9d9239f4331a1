import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { ROLE_NAMES, ROLES, type Role } from '../../domain/role.ts';
import { formView } from '../blocks/form-view.ts';
import { choiceInput, choiceOption } from '../blocks/input.ts';
import { context, section } from '../blocks/section.ts';
import { plain } from '../blocks/text.ts';
import { ROLE_VIEW } from './role-actions.ts';

/** The form in which an admin gives or takes a role. */
export function roleFormView(): ModalView {
  return formView({ callbackId: ROLE_VIEW, title: 'Roles', submit: 'Save' }, [
    section('Who may do what? The role takes the place of the one that somebody has.'),
    {
      type: 'input',
      block_id: 'person',
      label: plain('Person'),
      element: { type: 'users_select', action_id: 'value', placeholder: plain('Choose somebody') },
    },
    choiceInput(
      'role',
      'Role',
      ROLES.toReversed().map((role) => choiceOption(role, ROLE_NAMES[role])),
      'collection admin',
    ),
    context('Owners of this workspace always stay SEI Admins, so that nobody can be locked out for good.'),
  ]);
}

const State = z.object({
  person: z.object({ value: z.object({ selected_user: z.string() }) }),
  role: z.object({ value: z.object({ selected_option: z.object({ value: z.enum(ROLES) }) }) }),
});

/** Whom and what the form names; `null` where it is not this form. */
export function readRoleForm(values: unknown): { readonly userId: string; readonly role: Role } | null {
  const { data } = State.safeParse(values);
  return data === undefined
    ? null
    : { userId: data.person.value.selected_user, role: data.role.value.selected_option.value };
}
