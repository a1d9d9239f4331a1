import type { App } from '@slack/bolt';
import { alsoNumbered } from '../blocks/numbered.ts';
import type { Services } from '../services.ts';
import { fileButton } from './file-button.ts';
import { revokeButton } from './revoke-button.ts';
import {
  SATELLITE_FILE_ACTION,
  SATELLITE_REVOKE_ACTION,
  SATELLITE_TICK_ACTION,
} from './satellite-actions.ts';
import { tickSatellite } from './tick-satellite.ts';

/** Everything that is pressed about satellites. */
export function satelliteListeners(app: App, services: Services): void {
  app.action(SATELLITE_TICK_ACTION, tickSatellite(services));
  app.action(alsoNumbered(SATELLITE_FILE_ACTION), fileButton(services));
  app.action(alsoNumbered(SATELLITE_REVOKE_ACTION), revokeButton(services));
}
