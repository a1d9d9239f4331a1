import type { CommandRequest, ListenerServices } from '../listener.ts';
import type { Services } from '../services.ts';

/** What the subcommands of `/sei-pagerduty` stand on. */
export type CommandServices = ListenerServices &
  Pick<
    Services,
    | 'connections'
    | 'sync'
    | 'upkeep'
    | 'satellites'
    | 'integrations'
    | 'collections'
    | 'choices'
    | 'profiles'
    | 'digests'
    | 'settings'
    | 'timing'
    | 'roles'
    | 'audiences'
    | 'audit'
    | 'workspaceData'
    | 'people'
    | 'egressIps'
    | 'clock'
  >;

/** Does one subcommand. Permission is its own matter: a modal has to open before anybody is asked who this is. */
export type CommandWork = (
  services: CommandServices,
  request: CommandRequest,
  name: string,
) => Promise<unknown>;
