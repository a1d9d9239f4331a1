import { isInsider } from './insider.ts';
import { type Route, sendText } from './server.ts';

/** Why the app cannot serve at the moment, as a sentence for the operator; `null` while it can. */
export type Readiness = () => string | null;

/** `GET /healthz`: the process lives and its event loop turns. */
export const healthz: Route = (_request, response) => sendText(response, 200, 'ok');

/**
 * `GET /readyz`: whether a load balancer should send people here. If not, why: for whoever may read the metrics, since the
 * sentence names folders and hosts.
 */
export function readyz(readiness: Readiness, token: string | null): Route {
  return (request, response) => {
    const problem = readiness();
    if (problem === null) return sendText(response, 200, 'ready');
    sendText(response, 503, isInsider(request, token) ? problem : 'Not ready. The log says why.');
  };
}
