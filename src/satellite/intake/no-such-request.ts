import type { Route } from '../../http/server.ts';
import { PROTOCOL } from '../protocol/version.ts';
import { IntakeError } from './intake-error.ts';
import { sendProblem } from './send-json.ts';

/** Whatever else is asked for below `/satellite`: a misspelt address, or a version of the protocol that is yet to come. */
export const noSuchRequest: Route = (request, response) =>
  sendProblem(
    request,
    response,
    new IntakeError('not_found', `There is nothing at ${request.url?.split('?')[0]?.slice(0, 200)}.`, {
      next: `Compare satellite.url with the satellite.yml that Slack gave you. This app speaks version ${PROTOCOL}: /satellite/v${PROTOCOL}/…`,
    }),
  );
