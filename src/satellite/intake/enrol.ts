import type { Audit } from '../../audit/audit.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Enrolment } from '../../domain/satellite.ts';
import type { InTurn } from '../../replica/in-turn.ts';
import type { Store } from '../../store/store.ts';
import { hashOfKey, newKey, newSatelliteId, type Random } from '../fleet/satellite-key.ts';
import type { EnrolAnswer, EnrolRequest } from '../protocol/enrol.ts';
import { HEARTBEAT } from '../protocol/limits.ts';
import { IntakeError } from './intake-error.ts';
import { notYours } from './served-integration.ts';

export interface EnrolOptions {
  /** Of all replicas: an answer that is lost may be asked for again at another one. */
  readonly inTurn: InTurn;
  readonly store: Pick<Store, 'satellites' | 'integrations'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
  readonly random: Random;
}

/** More in one workspace is a loop somewhere. */
const MOST_SATELLITES = 200;

/** Makes a satellite of whoever has the key of a file, or gives the one that the same attempt made a new credential. */
export function enrol({ inTurn, store, audit, clock, random }: EnrolOptions) {
  return (enrolment: Enrolment, request: EnrolRequest): Promise<EnrolAnswer> =>
    inTurn({ workspaceId: enrolment.workspaceId, name: 'enrolment' }, async () => {
      const { workspaceId } = enrolment;
      const integrations: EnrolAnswer['integrations'] = [];
      for (const id of new Set(request.integrations)) {
        const known = enrolment.integrationIds.includes(id)
          ? await store.integrations.get(workspaceId, id)
          : undefined;
        if (known?.mode !== 'satellite') throw notYours(id);
        integrations.push({ id, name: known.name });
      }

      const all = await store.satellites.list(workspaceId);
      const before = all.find(
        ({ enrolmentId, attempt }) => enrolmentId === enrolment.id && attempt === request.attempt,
      );
      if (before && (before.lastSeenAt !== null || before.revokedAt !== null)) throw usedUp();
      if (!before && all.filter(({ revokedAt }) => revokedAt === null).length >= MOST_SATELLITES)
        throw tooMany();

      const satelliteId = before?.id ?? newSatelliteId(random);
      const credential = newKey('satellite', satelliteId, random);
      const now = clock.now();
      await store.satellites.save({
        workspaceId,
        id: satelliteId,
        secret: hashOfKey(credential),
        enrolmentId: enrolment.id,
        attempt: request.attempt,
        integrationIds: integrations.map(({ id }) => id),
        version: request.version,
        memory: null,
        skew: 0,
        enrolledAt: now,
        lastSeenAt: null,
        revokedAt: null,
      });
      await audit.record(
        { workspaceId },
        {
          what: 'satellite enrolled',
          object: { kind: 'satellite', id: satelliteId, name: satelliteId },
          before: null,
          after: { version: request.version, integrations: integrations.map(({ name }) => name) },
        },
      );
      return { satelliteId, credential, integrations, heartbeatSeconds: HEARTBEAT, now };
    });
}

function usedUp(): IntakeError {
  return new IntakeError('invalid', 'This attempt to enrol made a satellite that has worked already.', {
    next: 'Start with the credential file that it wrote beside satellite.yml; without it, begin a new attempt.',
  });
}

function tooMany(): IntakeError {
  return new IntakeError('rate_limited', `This workspace has ${MOST_SATELLITES} satellites.`, {
    next: 'Revoke those that no longer run in Slack: /sei-pagerduty status <name>. Keep the credential file between restarts.',
  });
}
