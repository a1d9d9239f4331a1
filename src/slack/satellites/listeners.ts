import type { App } from '@slack/bolt';
import { alsoNumbered } from '../blocks/numbered.ts';
import type { Services } from '../services.ts';
import { fileAction } from './file-action.ts';
import { revokeAction } from './revoke-action.ts';
import {
  SATELLITE_FILE_ACTION,
  SATELLITE_REVOKE_ACTION,
  SATELLITE_TICK_ACTION,
} from './satellite-actions.ts';
import { tickSatellite } from './tick-satellite.ts';

/** Everything that is pressed about satellites. */
export function satelliteListeners(app: App, services: Services): void {
  app.action(SATELLITE_TICK_ACTION, tickSatellite(services));
  app.action(alsoNumbered(SATELLITE_FILE_ACTION), fileAction(services));
  app.action(alsoNumbered(SATELLITE_REVOKE_ACTION), revokeAction(services));
}
