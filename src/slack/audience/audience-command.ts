import type { Target } from '../../access/access.ts';
import type { Actor } from '../../access/actor.ts';
import { failureView } from '../blocks/failure-view.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import type { CommandRequest, ListenerServices } from '../listener.ts';
import { openModal } from '../open-modal.ts';
import type { Services } from '../services.ts';
import { audienceFormFor } from './audience-form-for.ts';

type Needed = ListenerServices & Pick<Services, 'audiences' | 'timing' | 'connections' | 'collections'>;

/** `/sei-pagerduty audience <account or collection>`. */
export async function audienceCommand(
  services: Needed,
  { client, caller, command }: Pick<CommandRequest, 'client' | 'caller' | 'command'>,
  name: string,
): Promise<void> {
  await openModal(services, { client, triggerId: command.trigger_id, title: 'Who sees it' }, async () => {
    await services.access.demand(caller, 'set audience');
    const target = await targetNamed(services, caller, name);
    return target === null ? failureView(nothingCalled(name)) : audienceFormFor(services, caller, target);
  });
}

async function targetNamed(
  { connections, collections }: Needed,
  caller: Actor,
  name: string,
): Promise<Target | null> {
  const all = await connections.list(caller);
  const [only] = all;
  if (name === '' && all.length === 1 && only !== undefined) return { kind: 'integration', id: only.id };
  const integration = await connections.find(caller, name);
  if (!('nearest' in integration)) return { kind: 'integration', id: integration.id };
  const collection = await collections.find(caller, name);
  return 'nearest' in collection ? null : { kind: 'collection', id: collection.collection.id };
}

function nothingCalled(name: string): string {
  return name === ''
    ? 'Which one? `/sei-pagerduty audience Production`, with the name of an account or a collection.'
    : `No account or collection is called “${escapeMrkdwn(name)}”.`;
}
