import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../../domain/clock.ts';
import type { Enrolment, Satellite } from '../../domain/satellite.ts';
import type { SatelliteStore } from '../../store/satellite-store.ts';
import { hashOfKey, isKeyOf, parseKey } from '../fleet/satellite-key.ts';
import { TENANT_HEADER } from '../protocol/version.ts';
import { IntakeError } from './intake-error.ts';

/** Whose key came with a request. */
export type Bearer =
  | { readonly kind: 'enrolment'; readonly enrolment: Enrolment }
  | { readonly kind: 'satellite'; readonly satellite: Satellite };

export interface AuthenticateOptions {
  readonly store: Pick<SatelliteStore, 'enrolment' | 'get'>;
  readonly clock: Clock;
}

/** Compared with where there is nothing to compare with: a wrong id takes as long as a wrong secret. */
const NOBODY = hashOfKey('');

/** Who asks, by the key and the tenant of the request. Throws an {@link IntakeError} that says what to do. */
export async function authenticate(
  { store, clock }: AuthenticateOptions,
  headers: IncomingHttpHeaders,
): Promise<Bearer> {
  const tenant = headers[TENANT_HEADER];
  const [, key = ''] = /^Bearer (\S{1,200})$/i.exec(headers.authorization ?? '') ?? [];
  const claimed = parseKey(key);
  if (claimed === null || typeof tenant !== 'string' || tenant.length > 200) throw unknownKey();
  if (claimed.kind === 'enrolment') {
    const enrolment = await store.enrolment(tenant, claimed.id);
    if (!isKeyOf(key, enrolment?.secret ?? NOBODY) || enrolment === undefined) throw unknownKey();
    if (enrolment.expiresAt <= clock.now())
      throw new IntakeError(
        'enrolment_expired',
        'The key of this satellite.yml enrolled for 24 hours, which are over.',
        {
          next: 'Make a new one in Slack: /sei-pagerduty satellite <name>',
        },
      );
    return { kind: 'enrolment', enrolment };
  }
  const satellite = await store.get(tenant, claimed.id);
  if (!isKeyOf(key, satellite?.secret ?? NOBODY) || satellite === undefined) throw unknownKey();
  if (satellite.revokedAt !== null)
    throw new IntakeError('revoked', 'An SEI Admin revoked this satellite.', {
      next: 'To start it again, make a new satellite.yml in Slack: /sei-pagerduty satellite <name>',
    });
  return { kind: 'satellite', satellite };
}

function unknownKey(): IntakeError {
  return new IntakeError('unknown_key', 'The app does not know this key for this tenant.', {
    next: 'Compare tenant, api_key and url with the satellite.yml that Slack gave you, or make a new one: /sei-pagerduty satellite <name>',
  });
}
