import type { CommandRequest } from '../listener.ts';
import { openModal } from '../open-modal.ts';
import type { Services } from '../services.ts';
import { type ProfileServices, profileList } from './profile-views-for.ts';

/** `/sei-pagerduty profile`: all MTTR profiles, and what can be done with them. */
export async function profileCommand(
  services: ProfileServices & Pick<Services, 'log' | 'newErrorId'>,
  { client, caller, command }: CommandRequest,
): Promise<void> {
  const title = 'MTTR profiles';
  await openModal(services, { client, triggerId: command.trigger_id, title }, () =>
    profileList(services, caller),
  );
}
