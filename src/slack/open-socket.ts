import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../domain/log.ts';
import { refusedToken, SlackTokenRefusedError } from './token-refused.ts';

const PAUSE_MILLISECONDS = 10_000;

interface SocketOptions {
  readonly open: () => Promise<unknown>;
  readonly log: Log;
  /** Ends the trying. */
  readonly signal: AbortSignal;
  readonly pause?: number;
}

/**
 * Opens the socket of Socket Mode. Where Slack does not answer yet (a laptop without a network) it goes on trying in the
 * background.
 *
 * @throws {SlackTokenRefusedError} where Slack refuses the app-level token
 */
export async function openSocket(options: SocketOptions): Promise<void> {
  if (!(await isOpened(options))) void goOn(options);
}

async function goOn(options: SocketOptions): Promise<void> {
  const { log, signal, pause = PAUSE_MILLISECONDS } = options;
  try {
    do await wait(pause, undefined, { signal });
    while (!(await isOpened(options)));
  } catch (error) {
    if (!signal.aborted) log.error({ err: error }, 'Slack refused the socket.');
  }
}

/** One attempt; where the app stops meanwhile there is nothing left to open. */
async function isOpened({ open, log, signal }: SocketOptions): Promise<boolean> {
  try {
    await open();
    log.info('The socket to Slack is open.');
    return true;
  } catch (error) {
    const reason = refusedToken(error);
    if (reason !== null) throw new SlackTokenRefusedError('SLACK_APP_TOKEN', reason);
    if (signal.aborted) return true;
    log.warn({ err: error }, 'Slack does not open a socket; the app goes on trying.');
    return false;
  }
}
