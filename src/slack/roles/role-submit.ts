import { ROLE_NAMES } from '../../domain/role.ts';
import { failureView } from '../blocks/failure-view.ts';
import { section } from '../blocks/section.ts';
import { plain } from '../blocks/text.ts';
import { type ListenerServices, onSubmit } from '../listener.ts';
import type { Services } from '../services.ts';
import { ROLE_VIEW } from './role-actions.ts';
import { readRoleForm } from './role-form-view.ts';

/** The form was submitted: the role is given. */
export function roleSubmit(services: ListenerServices & Pick<Services, 'roles'>) {
  return onSubmit(services, ROLE_VIEW, async ({ ack, caller, view }) => {
    const form = readRoleForm(view.state.values);
    if (form === null) return ack({ response_action: 'update', view: failureView('Please open it again.') });
    const outcome = await services.roles.give(caller, form.userId, form.role);
    if (outcome.kind !== 'given') {
      const sentence = outcome.kind === 'refused' ? outcome.sentence : 'Please open it again.';
      return ack({ response_action: 'errors', errors: { role: sentence } });
    }
    return ack({
      response_action: 'update',
      view: {
        type: 'modal',
        title: plain('Roles'),
        close: plain('Close'),
        blocks: [section(`<@${outcome.userId}> is *${ROLE_NAMES[outcome.role]}* now.`)],
      },
    });
  });
}
