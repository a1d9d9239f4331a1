import type { Integration } from '../../domain/integration.ts';
import type { CommandWork } from '../command/command-work.ts';
import { integrationNamed } from '../integrations/named-integration.ts';
import { whichMessage } from '../integrations/which-message.ts';
import { respondWith } from '../respond-with.ts';
import { handOver } from './hand-over.ts';
import { SATELLITE_FILE_ACTION } from './satellite-actions.ts';

/** `satellite Production`: a new `satellite.yml` for one account, or for all that satellites read. */
export const satelliteCommand: CommandWork = async (services, request, name) => {
  const { caller, respond, tell } = request;
  await services.access.demand(caller, 'manage satellites');
  if (name.toLowerCase() === 'all') return tell(await handOver(services, request, 'all'));
  const named = name === '' ? undefined : await integrationNamed(services, caller, name);
  if (named) return tell(await handOver(services, request, named.id));

  const candidates = (await services.connections.list(caller)).filter(({ mode }) => mode === 'satellite');
  const [only, ...others] = candidates;
  if (only === undefined) return tell(NONE);
  if (name === '' && others.length === 0) return tell(await handOver(services, request, only.id));
  return respondWith(respond, whichMessage(name, withAll(candidates), SATELLITE_FILE_ACTION));
};

/** One satellite may read all of them: then one file holds them. */
function withAll(candidates: readonly Integration[]): readonly Pick<Integration, 'id' | 'name'>[] {
  return candidates.length < 2 ? candidates : [{ id: 'all', name: 'All of them in one file' }, ...candidates];
}

const NONE =
  'No account is read by a satellite. `/sei-pagerduty connect` and tick “Only our network reaches PagerDuty”.';
