import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import type { Log } from '../../domain/log.ts';
import type { Satellite } from '../../domain/satellite.ts';
import type { Route } from '../../http/server.ts';
import { StoreError } from '../../store/errors.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import { BATCH_LIMITS, BODY_LIMIT } from '../protocol/limits.ts';
import { OLDEST_PROTOCOL, PROTOCOL } from '../protocol/version.ts';
import { authenticate, type Bearer } from './authenticate.ts';
import { check } from './check.ts';
import { checkProtocol } from './check-protocol.ts';
import { type CommitOptions, commit } from './commit.ts';
import { createCrowd } from './crowd.ts';
import { type EnrolOptions, enrol } from './enrol.ts';
import { createGate } from './gate.ts';
import { type HeartbeatOptions, heartbeat } from './heartbeat.ts';
import { heldLease } from './held-lease.ts';
import { IntakeError } from './intake-error.ts';
import { leases } from './lease.ts';
import { parseJson } from './parse-json.ts';
import { createRateLimit } from './rate-limit.ts';
import { readBody } from './read-body.ts';
import { sendJson, sendProblem } from './send-json.ts';
import { servedIntegration } from './served-integration.ts';

export type IntakeOptions = HeartbeatOptions &
  CommitOptions &
  EnrolOptions & {
    readonly log: Log;
    /** Milliseconds within which a body has to be here. */
    readonly patience?: number;
    /** A clock that only goes forward, in milliseconds. */
    readonly monotonic?: () => number;
  };

type Name = keyof typeof ENDPOINTS;

/** Everything that a satellite can ask for: a route each. */
export function createIntake(options: IntakeOptions): Readonly<Record<string, Route>> {
  const { store, clock, version, log, patience = 20_000, monotonic = () => performance.now() } = options;
  const ofSatellite = createRateLimit({ perSecond: 20, burst: 100, now: monotonic });
  const ofWorkspace = createRateLimit({ perSecond: 150, burst: 600, now: monotonic });
  /** One batch at a time, in slices: neither memory nor an acknowledgement to Slack depends on how many satellites there are. */
  const gate = createGate({ atOnce: 1, waiting: 200 });
  /** Bodies wait in memory: those of one workspace leave room for the others'. */
  const crowd = createCrowd({ most: 32 });
  const checking = check({ store, clock, version });
  const enrolling = enrol(options);
  const beating = heartbeat(options);
  const committing = commit(options);
  const { claim, release } = leases({ store, clock });

  const answers: Record<Name, (request: IncomingMessage) => Promise<object>> = {
    welcome: async () => ({
      service: 'sei-pagerduty',
      protocol: { oldest: OLDEST_PROTOCOL, newest: PROTOCOL },
      version,
      now: clock.now(),
    }),
    enrol: async (request) => {
      const bearer = await bearerOf(request);
      if (bearer.kind !== 'enrolment') throw wrongKind('A satellite’s own credential does not enrol.');
      return enrolling(bearer.enrolment, await bodyOf(request, ENDPOINTS.enrol.request));
    },
    check: async (request) => {
      const bearer = await bearerOf(request);
      await bodyOf(request, ENDPOINTS.check.request);
      return checking(bearer);
    },
    heartbeat: async (request) =>
      beating(await satelliteOf(request), await bodyOf(request, ENDPOINTS.heartbeat.request)),
    lease: async (request) =>
      claim(await satelliteOf(request), await bodyOf(request, ENDPOINTS.lease.request)),
    release: async (request) =>
      release(await satelliteOf(request), await bodyOf(request, ENDPOINTS.release.request)),
    state: async (request) => {
      const satellite = await satelliteOf(request);
      const id = await readable(satellite, await bodyOf(request, ENDPOINTS.state.request));
      return { state: await store.sync.state(satellite.workspaceId, id) };
    },
    open: async (request) => {
      const satellite = await satelliteOf(request);
      const id = await readable(satellite, await bodyOf(request, ENDPOINTS.open.request));
      return { ids: await store.sync.openIds(satellite.workspaceId, id) };
    },
    commit: async (request) => {
      const satellite = await satelliteOf(request);
      return crowd(satellite.workspaceId, async () => {
        const body = await readBody(request, { limit: BATCH_LIMITS.compressed, patience });
        return gate(() => committing(satellite, body));
      });
    },
  };

  /** Who asks, before anything of the body is read. */
  async function bearerOf(request: IncomingMessage): Promise<Bearer> {
    checkProtocol(request.headers);
    const bearer = await authenticate({ store: store.satellites, clock }, request.headers);
    const { workspaceId, id } = bearer.kind === 'enrolment' ? bearer.enrolment : bearer.satellite;
    ofWorkspace(workspaceId);
    ofSatellite(JSON.stringify([workspaceId, bearer.kind, id]));
    return bearer;
  }

  async function satelliteOf(request: IncomingMessage): Promise<Satellite> {
    const bearer = await bearerOf(request);
    if (bearer.kind === 'satellite') return bearer.satellite;
    throw wrongKind('The key of satellite.yml only enrols.');
  }

  async function bodyOf<Schema extends z.ZodType>(
    request: IncomingMessage,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const body = await readBody(request, { limit: BODY_LIMIT, patience });
    return parseJson(schema, body.toString('utf8'), 'The body');
  }

  /** The integration that a satellite reads of: one that it works on now. */
  async function readable(
    satellite: Satellite,
    body: { readonly integrationId: string; readonly token: number },
  ): Promise<string> {
    await servedIntegration(store, satellite, body.integrationId);
    await heldLease(store.satellites, satellite, body);
    return body.integrationId;
  }

  function routeOf(name: Name): Route {
    return async (request, response) => {
      try {
        const answer = await answers[name](request);
        await sendJson(request, response, 200, answer);
      } catch (error) {
        const problem = problemOf(error);
        if (problem.status >= 500)
          log.error({ err: error, request: name }, 'A request of a satellite failed.');
        else log.info({ request: name, code: problem.code }, problem.message);
        if (!response.headersSent) await sendProblem(request, response, problem);
      }
    };
  }

  const names = Object.keys(ENDPOINTS) as Name[]; // the keys of the table
  return Object.fromEntries(
    names.map((name) => [`${ENDPOINTS[name].method} /satellite${ENDPOINTS[name].path}`, routeOf(name)]),
  );
}

function problemOf(error: unknown): IntakeError {
  if (error instanceof IntakeError) return error;
  if (error instanceof StoreError)
    return new IntakeError('unavailable', `The app cannot store anything at the moment. ${error.message}`, {
      next: 'Nothing is lost; it goes on by itself. If it stays so, tell the operator of the app.',
      retryAfter: 30,
      cause: error,
    });
  return new IntakeError('internal', 'The app could not answer.', {
    next: 'It goes on by itself. If it stays so, tell the operator of the app to look at the log.',
    retryAfter: 30,
    cause: error,
  });
}

function wrongKind(message: string): IntakeError {
  return new IntakeError('unknown_key', message, {
    next: 'Enrol with the key of satellite.yml, then use the credential that it was exchanged for.',
  });
}
