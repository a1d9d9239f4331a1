import { MINUTE, type Seconds } from '../../domain/duration.ts';
import { versionSkew } from '../fleet/version-skew.ts';
import type { HeartbeatAnswer } from '../protocol/heartbeat.ts';

/** A clock that is off by more is worth a word; what the satellite writes is corrected all the same. */
const SKEW_TOLD: Seconds = 2 * MINUTE;

/** What the operator of a satellite should know of it. */
export function notesFor({
  skewSeconds,
  satelliteVersion,
  appVersion,
}: {
  readonly skewSeconds: Seconds;
  readonly satelliteVersion: string;
  readonly appVersion: string;
}): HeartbeatAnswer['notes'] {
  const notes: HeartbeatAnswer['notes'] = [];
  if (Math.abs(skewSeconds) > SKEW_TOLD)
    notes.push({
      code: 'clock_off',
      message: `The satellite’s clock is ${Math.abs(skewSeconds)} seconds ${skewSeconds > 0 ? 'ahead of' : 'behind'} the app’s.`,
      next: 'Set it by NTP. Until then the satellite corrects what it writes.',
    });
  const skew = versionSkew(satelliteVersion, appVersion);
  if (skew === 'older' || skew === 'newer')
    notes.push({
      code: 'version_differs',
      message: `The satellite has version ${satelliteVersion}, the app ${appVersion}.`,
      next: skew === 'older' ? 'Update the satellite.' : 'Update the app, or keep both at one version.',
    });
  return notes;
}
