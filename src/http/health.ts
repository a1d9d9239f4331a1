import { type Route, sendText } from './server.ts';

/** Why the app cannot serve at the moment, as a sentence for the operator; `null` while it can. */
export type Readiness = () => string | null;

/** `GET /healthz`: the process lives and its event loop turns. */
export const healthz: Route = (_request, response) => sendText(response, 200, 'ok');

/** `GET /readyz`: whether a load balancer should send people here, and if not, why. */
export function readyz(readiness: Readiness): Route {
  return (_request, response) => {
    const problem = readiness();
    sendText(response, problem === null ? 200 : 503, problem ?? 'ready');
  };
}
