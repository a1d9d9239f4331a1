import { ROLE_NAMES } from '../../domain/role.ts';
import { answerInTime, type SubmitAnswer } from '../answer-in-time.ts';
import { noticeView } from '../blocks/notice-view.ts';
import type { Home } from '../home/create-home.ts';
import { type ListenerServices, onSubmit, type SubmitRequest } from '../listener.ts';
import type { Services } from '../services.ts';
import { ROLE_VIEW } from './role-actions.ts';
import { readRoleForm } from './role-form-view.ts';

type Needed = ListenerServices & Pick<Services, 'roles' | 'timing'>;

/** The form was submitted: the role is given. */
export function roleSubmit(services: Needed, home: Pick<Home, 'changed'>) {
  return onSubmit(services, ROLE_VIEW, async (request) => {
    await answerInTime(services, request, give(services, request));
    home.changed(request.caller.workspaceId);
  });
}

async function give({ roles }: Needed, { caller, view }: SubmitRequest): Promise<SubmitAnswer> {
  const form = readRoleForm(view.state.values);
  if (form === null) return { kind: 'failed', sentence: 'Please open it again.' };
  const outcome = await roles.give(caller, form.userId, form.role);
  if (outcome.kind !== 'given') {
    const sentence = outcome.kind === 'refused' ? outcome.sentence : 'Please open it again.';
    return { kind: 'errors', errors: { role: sentence } };
  }
  const said = `<@${outcome.userId}> is *${ROLE_NAMES[outcome.role]}* now.`;
  return { kind: 'view', view: noticeView('Roles', said, 'Close') };
}
