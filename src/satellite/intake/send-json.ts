import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { IntakeError } from './intake-error.ts';

const compressed = promisify(gzip);
/** Smaller ones gain nothing. */
const WORTH_COMPRESSING = 1024;

/** Answers with JSON, as gzip where it is large and the satellite takes it. */
export async function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  answer: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const text = JSON.stringify(answer);
  const isLarge =
    text.length > WORTH_COMPRESSING && /\bgzip\b/.test(String(request.headers['accept-encoding']));
  const body = isLarge ? await compressed(text) : text;
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(isLarge && { 'content-encoding': 'gzip' }),
    ...headers,
  });
  response.end(body);
}

/** Answers with what is wrong and what to do about it. */
export function sendProblem(
  request: IncomingMessage,
  response: ServerResponse,
  problem: IntakeError,
): Promise<void> {
  const { status, retryAfterSeconds } = problem;
  return sendJson(request, response, status, problem.toAnswer(), {
    ...(retryAfterSeconds !== null && { 'retry-after': String(retryAfterSeconds) }),
    // Nobody wants the rest of a body that is too large or came too late.
    ...((status === 413 || status === 408) && { connection: 'close' }),
  });
}
