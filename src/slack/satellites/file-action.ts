import { carried } from '../blocks/carried.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import type { Services } from '../services.ts';
import { handOver } from './hand-over.ts';
import { SATELLITE_FILE_ACTION } from './satellite-actions.ts';

/** "New satellite.yml" of one account, or of all. */
export function fileAction(services: ListenerServices & Pick<Services, 'satellites'>) {
  return onAction(services, SATELLITE_FILE_ACTION, 'manage satellites', async (request) => {
    const { action, tell } = request;
    return tell(await handOver(services, request, carried(action)));
  });
}
