import { onOptions } from '../on-options.ts';
import type { Services } from '../services.ts';
import { matchingZones } from './matching-zones.ts';
import { ZONE_MENU, zoneOption } from './zone-input.ts';

/** IANA zones by what is typed: a city, a region, or a part of either. */
export function zoneOptions(services: Pick<Services, 'clock' | 'log' | 'inFlight' | 'access'>) {
  return onOptions(services, ZONE_MENU, async ({ caller, payload }) => {
    await services.access.demand(caller, 'see digests');
    return matchingZones(payload.value).map((zone) => zoneOption(zone, services.clock.now()));
  });
}
