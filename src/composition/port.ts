import { systemClock } from '../domain/clock.ts';
import { healthz, readyz } from '../http/health.ts';
import { metricsRoute } from '../http/metrics.ts';
import { createHttpServer, type HttpServer, type Route, sendText } from '../http/server.ts';
import { slackEvents } from '../http/slack-events.ts';
import type { Installations } from '../installations/installations.ts';
import { noSuchRequest } from '../satellite/intake/no-such-request.ts';
import type { InFlight } from '../slack/in-flight.ts';
import { installRoutes } from '../slack/installing/routes.ts';
import { welcomeInstaller } from '../slack/installing/welcome.ts';
import type { Foundation } from './foundation.ts';
import type { SlackSide } from './slack-side.ts';

export interface PortParts {
  readonly foundation: Foundation;
  readonly slackSide: SlackSide;
  readonly installations: Installations;
  readonly satelliteRoutes: Readonly<Record<string, Route>>;
  readonly inFlight: InFlight;
  readonly isStopping: () => boolean;
}

/** The app's one port, with everything that answers on it. */
export function createPort(parts: PortParts): HttpServer {
  const { foundation, slackSide, installations, satelliteRoutes, inFlight, isStopping } = parts;
  const { config, metrics, store, log, tracing, newRequestId, newErrorId } = foundation;
  const { credentials, bolt, clientOf } = slackSide;
  const { installing, apiUrl, signingSecret } = config.slack;
  const problem = () =>
    isStopping() ? 'The app is stopping.' : (store.health().problem?.sentence ?? credentials.problem());
  const ready = readyz(problem, config.metricsToken);
  return createHttpServer({
    within: (work) => tracing.run(newRequestId(), work),
    routes: {
      // Some monitors ask for the head alone; Node leaves the body out.
      'GET /healthz': healthz,
      'HEAD /healthz': healthz,
      'GET /readyz': ready,
      'HEAD /readyz': ready,
      'GET /metrics': metricsRoute(metrics, config.metricsToken),
      ...satelliteRoutes,
      ...(bolt.receive && {
        'POST /slack/events': metrics.counted(
          slackEvents({
            receive: bolt.receive,
            signingSecret: signingSecret ?? '',
            // Bolt checks the time by the machine's own clock; so do we.
            now: systemClock.now,
            onAcknowledged: metrics.observeAcknowledgement,
          }),
        ),
      }),
      ...(installing.mode === 'many workspaces' &&
        installRoutes({
          installing,
          apiUrl,
          publicUrl: config.publicUrl ?? '',
          installations,
          welcome: welcomeInstaller({ clientOf, inFlight, log }),
          log,
          newErrorId,
        })),
    },
    otherwise: (request, response) =>
      request.url?.startsWith('/satellite')
        ? noSuchRequest(request, response)
        : sendText(response, 404, 'There is nothing here.'),
    onError: (error) => log.error({ err: error }, 'A request failed.'),
    isSecure: config.publicUrl?.startsWith('https://') ?? false,
  });
}
