import type { Enrolment, Satellite } from '../../src/domain/satellite.ts';
import { NOON } from './records.ts';

export function satellite(changes: Partial<Satellite> = {}): Satellite {
  return {
    workspaceId: 'T1',
    id: 's1',
    secret: 'a'.repeat(64),
    enrolmentId: 'e1',
    attempt: 'a1',
    integrationIds: ['acme'],
    version: '0.1.0',
    memory: null,
    skew: 0,
    enrolledAt: NOON,
    lastSeenAt: null,
    revokedAt: null,
    ...changes,
  };
}

export function enrolment(changes: Partial<Enrolment> = {}): Enrolment {
  return {
    workspaceId: 'T1',
    id: 'e1',
    secret: 'b'.repeat(64),
    integrationIds: ['acme'],
    createdAt: NOON,
    createdBy: 'U1',
    expiresAt: NOON + 86_400,
    ...changes,
  };
}
