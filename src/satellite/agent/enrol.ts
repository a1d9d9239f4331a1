import type { Log } from '../../domain/log.ts';
import { type CredentialContent, type CredentialFile, fingerprint } from './credential-file.ts';
import type { SatelliteConfig } from './file/satellite-config.ts';
import type { IntakeClient } from './intake/intake-client.ts';
import { IntakeError } from './intake/intake-errors.ts';
import { type Patience, retrying } from './intake/retrying.ts';

export interface EnrolOptions {
  readonly config: Pick<SatelliteConfig, 'tenant' | 'enrolmentKey' | 'integrations'>;
  readonly file: Pick<CredentialFile, 'read' | 'write'>;
  readonly client: Pick<IntakeClient, 'call'>;
  readonly version: string;
  /** A random UUID. */
  readonly newId: () => string;
  readonly patience: Patience;
  readonly log: Log;
}

export interface Enrolled {
  readonly satelliteId: string;
  readonly credential: string;
}

/**
 * The satellite's own credential: from the file beside `satellite.yml`, or by exchanging the key in that one, once.
 *
 * The attempt is written down first. An answer that is lost, or a crash before the credential is kept, is mended by
 * asking again in the same words.
 */
export async function enrol(options: EnrolOptions): Promise<Enrolled> {
  const { config, file, client, version, newId, patience, log } = options;
  const { tenant, enrolmentKey, integrations } = config;
  const enrolledWith = fingerprint(enrolmentKey);
  const known = await file.read();
  const own = known?.tenant === tenant && known.enrolledWith === enrolledWith ? known : null;
  if (own?.satelliteId && own.credential) return { satelliteId: own.satelliteId, credential: own.credential };

  const begun: CredentialContent = own ?? {
    tenant,
    enrolledWith,
    attempt: newId(),
    satelliteId: null,
    credential: null,
  };
  if (own === null) await file.write(begun);
  const request = { attempt: begun.attempt, version, integrations: integrations.map(({ id }) => id) };
  const { satelliteId, credential } = await retrying(patience, () =>
    client.call('enrol', enrolmentKey, request, { signal: patience.signal }).catch((error: unknown) => {
      // What ends the satellite is told where it ends.
      if (error instanceof IntakeError && error.passing)
        log.warn(`The satellite could not enrol yet. ${error.message}`);
      throw error;
    }),
  );
  await file.write({ ...begun, satelliteId, credential });
  log.info({ satelliteId }, 'The satellite enrolled and has a credential of its own now.');
  return { satelliteId, credential };
}
