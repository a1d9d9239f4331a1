import type { IncomingMessage, ServerResponse } from 'node:http';
import { type BodyRoom, bodyRoom } from './body-room.ts';
import { BodyTooLargeError, NoRoomError, readBody } from './read-body.ts';
import { replayMemory } from './replay-memory.ts';
import { type Route, sendText } from './server.ts';
import { slackPayloadOf } from './slack-payload.ts';
import { isStampedNow, SIGNATURE_SECONDS, signatureOf } from './slack-signature.ts';

/** The largest thing Slack sends is a view of 250 kB, twice. */
export const BODY_LIMIT_BYTES = 1_048_576;
/** For all bodies whose signature is not known yet: whoever is on the internet can send them. */
const ROOM_BYTES = 64 * 1_048_576;

export interface SlackEventsOptions {
  /** Bolt's receiver. It takes a request whose body was read already, as `rawBody`. */
  readonly receive: Route;
  readonly signingSecret: string;
  /** The present second. */
  readonly now: () => number;
  readonly onAcknowledged: (seconds: number) => void;
  /** Bytes of all bodies that are being read at once. */
  readonly room?: number;
}

/**
 * `POST /slack/events`: lets through what Slack signed just now, and that once.
 *
 * Bolt's own check bounds only the past, and takes the same request twice. What comes again word for word is acknowledged and
 * nothing is done; unless it failed the first time. A menu's suggestions are asked for without anything that tells two
 * questions apart, and asking again does no harm.
 */
export function slackEvents(options: SlackEventsOptions): Route {
  const { receive, signingSecret, now, onAcknowledged } = options;
  const room = bodyRoom(options.room ?? ROOM_BYTES);
  // Stamped ahead as far as is allowed, it stays valid for twice as long.
  const memory = replayMemory(2 * SIGNATURE_SECONDS, now);

  return async (request, response) => {
    const arrived = performance.now();
    if (!isStampedNow(request.headers, now())) return refuse(response);
    const body = await bodyOf(request, response, room);
    if (body === null) return;
    const signature = signatureOf(request.headers, body, signingSecret);
    if (signature === null) return refuse(response);
    const payload = slackPayloadOf(request.headers['content-type'], body);
    if (payload === null) return sendText(response, 400, 'The body is nothing that Slack sends.');
    if (payload.type !== 'block_suggestion' && !memory.isFirst(signature))
      return void response.writeHead(200).end();

    response.once('close', () => {
      if (response.writableFinished && response.statusCode < 400)
        onAcknowledged((performance.now() - arrived) / 1000);
      else memory.forget(signature);
    });
    await receive(Object.assign(request, { rawBody: body }), response);
  };
}

function refuse(response: ServerResponse): void {
  sendText(response, 401, 'The request is not signed, or its time is not the present.');
}

/** `null` where it is too large, or whoever sent it is gone: that is answered. */
async function bodyOf(
  request: IncomingMessage,
  response: ServerResponse,
  room: BodyRoom,
): Promise<Buffer | null> {
  try {
    return await readBody(request, BODY_LIMIT_BYTES, room);
  } catch (error) {
    response.setHeader('connection', 'close');
    if (error instanceof BodyTooLargeError) sendText(response, 413, error.message);
    else if (error instanceof NoRoomError) sendText(response, 503, error.message);
    else response.destroy();
    return null;
  }
}
