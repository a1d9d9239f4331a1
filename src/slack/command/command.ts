import { audienceCommand } from '../audience/audience-command.ts';
import { auditCommand } from '../audit/audit-command.ts';
import { collectionCommand, collectionsCommand } from '../collections/collection-commands.ts';
import { openConnect } from '../connect/open-connect.ts';
import { dataCommand } from '../data/data-command.ts';
import { digestCommand } from '../digests/digest-command.ts';
import { formCommand, pauseCommand } from '../integrations/change-commands.ts';
import { STATUS_ACTION, SYNC_ACTION } from '../integrations/integration-actions.ts';
import { listFor } from '../integrations/list-for.ts';
import { namedIntegration } from '../integrations/named-integration.ts';
import { statusFor } from '../integrations/status-for.ts';
import { syncMessage } from '../integrations/sync-message.ts';
import { type CommandRequest, onCommand } from '../listener.ts';
import { profileCommand } from '../profiles/profile-command.ts';
import { respondWith } from '../respond-with.ts';
import { rolesFor } from '../roles/roles-for.ts';
import { satelliteCommand } from '../satellites/satellite-command.ts';
import { parseCommand, type Subcommand } from './command-text.ts';
import type { CommandServices, CommandWork } from './command-work.ts';
import { pagerDutyHelp } from './help-message.ts';

const WORK: Readonly<Record<Exclude<Subcommand, 'help'>, CommandWork>> = {
  connect: (services, { client, caller, command }) =>
    openConnect(services, { client, caller, triggerId: command.trigger_id }),
  list: seeing(listOf),
  status: seeing(status),
  sync,
  edit: formCommand('edit'),
  reauth: formCommand('reauth'),
  delete: formCommand('delete'),
  pause: pauseCommand('pause'),
  resume: pauseCommand('resume'),
  collections: collectionsCommand,
  collection: collectionCommand,
  profile: profileCommand,
  digest: digestCommand,
  roles: async (services, { respond, caller }) => respondWith(respond, await rolesFor(services, caller)),
  audience: audienceCommand,
  audit: auditCommand,
  satellite: satelliteCommand,
  data: dataCommand,
};

/** `/sei-pagerduty`. */
export function seiPagerDuty(services: CommandServices) {
  return onCommand(services, '/sei-pagerduty', 'checked later', async (request) => {
    const parsed = parseCommand(request.command.text ?? '');
    if (parsed.kind === 'command' && parsed.command !== 'help') {
      return WORK[parsed.command](services, request, parsed.name);
    }
    await services.access.demand(request.caller, 'see integrations');
    return respondWith(request.respond, pagerDutyHelp(parsed.kind === 'command' ? null : parsed));
  });
}

/** For those who may see integrations; others learn why not. */
function seeing(work: CommandWork): CommandWork {
  return async (services, request, name) => {
    await services.access.demand(request.caller, 'see integrations');
    return work(services, request, name);
  };
}

async function listOf(
  services: CommandServices,
  { caller, respond }: Pick<CommandRequest, 'caller' | 'respond'>,
): Promise<void> {
  await respondWith(respond, await listFor(services, caller));
}

/** Without a name: the only account, or all of them. */
async function status(services: CommandServices, request: CommandRequest, name: string): Promise<void> {
  const { caller, respond } = request;
  const all = await services.connections.list(caller);
  if (name === '' && all.length !== 1) return listOf(services, request);
  const integration = await namedIntegration(services, request, name, STATUS_ACTION);
  if (integration) await respondWith(respond, await statusFor(services, caller, integration));
}

async function sync(services: CommandServices, request: CommandRequest, name: string): Promise<unknown> {
  await services.access.demand(request.caller, 'sync');
  const integration = await namedIntegration(services, request, name, SYNC_ACTION);
  if (!integration) return undefined;
  const outcome = await services.connections.syncNow(request.caller, integration.id);
  return respondWith(request.respond, syncMessage(integration, outcome));
}
