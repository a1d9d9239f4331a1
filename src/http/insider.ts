import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Put there by what passes requests on: then whoever asks is somewhere else. */
const PASSED_ON = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];
const OWN_NAME = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/** Whether a request comes from the operator: with the token for whoever knows it, without one from this machine alone. */
export function isInsider(request: IncomingMessage, token: string | null): boolean {
  return token === null
    ? isFromHere(request)
    : sameText(request.headers.authorization ?? '', `Bearer ${token}`);
}

/**
 * Whether a request comes from this very machine: not through a proxy on it, and not from a page in its browser that gave
 * this machine a name of its own (DNS rebinding).
 */
function isFromHere({ socket, headers }: IncomingMessage): boolean {
  return (
    LOOPBACK.has(socket.remoteAddress ?? '') &&
    OWN_NAME.test(headers.host ?? '') &&
    PASSED_ON.every((name) => headers[name] === undefined)
  );
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
