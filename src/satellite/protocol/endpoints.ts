import { CommitAnswer } from './batch.ts';
import { CheckAnswer, CheckRequest } from './check.ts';
import { EnrolAnswer, EnrolRequest } from './enrol.ts';
import { HeartbeatAnswer, HeartbeatRequest } from './heartbeat.ts';
import { LeaseAnswer, LeaseRequest, ReleaseAnswer, ReleaseRequest } from './lease.ts';
import { OpenAnswer, OpenRequest, StateAnswer, StateRequest } from './state.ts';
import { WelcomeAnswer } from './welcome.ts';

/**
 * Every request that a satellite makes. Paths come after `satellite.url` of the file, which ends in `/satellite`.
 *
 * `key`: what goes into `Authorization: Bearer …`. `request`: the JSON body, `batch` for gzip lines (`batch.ts`).
 */
export const ENDPOINTS = {
  welcome: { method: 'GET', path: '/v1', key: 'none', request: null, answer: WelcomeAnswer },
  enrol: { method: 'POST', path: '/v1/enrol', key: 'enrolment', request: EnrolRequest, answer: EnrolAnswer },
  check: { method: 'POST', path: '/v1/check', key: 'either', request: CheckRequest, answer: CheckAnswer },
  heartbeat: {
    method: 'POST',
    path: '/v1/heartbeat',
    key: 'satellite',
    request: HeartbeatRequest,
    answer: HeartbeatAnswer,
  },
  lease: { method: 'POST', path: '/v1/lease', key: 'satellite', request: LeaseRequest, answer: LeaseAnswer },
  release: {
    method: 'POST',
    path: '/v1/release',
    key: 'satellite',
    request: ReleaseRequest,
    answer: ReleaseAnswer,
  },
  state: { method: 'POST', path: '/v1/state', key: 'satellite', request: StateRequest, answer: StateAnswer },
  open: { method: 'POST', path: '/v1/open', key: 'satellite', request: OpenRequest, answer: OpenAnswer },
  commit: { method: 'POST', path: '/v1/commit', key: 'satellite', request: 'batch', answer: CommitAnswer },
} as const;
