import { type Route, sendText } from './server.ts';

/** Slack's own tolerance for the past, which Bolt checks; the future it does not. */
const MAXIMUM_LEAD_SECONDS = 300;

/**
 * `POST /slack/events`: refuses requests stamped in the future before Bolt's receiver sees them, since Bolt's signature
 * check bounds only the past and a captured request stamped ahead would stay valid for long.
 */
export function slackEvents(options: {
  readonly receive: Route;
  readonly now: () => number;
  readonly onAcknowledged: (seconds: number) => void;
}): Route {
  return (request, response) => {
    const stamp = Number(request.headers['x-slack-request-timestamp']);
    if (!Number.isFinite(stamp) || stamp - options.now() > MAXIMUM_LEAD_SECONDS)
      return sendText(response, 401, 'The request is not signed, or its time lies in the future.');
    const arrived = performance.now();
    response.once('finish', () => options.onAcknowledged((performance.now() - arrived) / 1000));
    return options.receive(request, response);
  };
}
