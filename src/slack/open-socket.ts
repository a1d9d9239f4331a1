import type { Log } from '../domain/log.ts';
import { refusedToken, SlackTokenRefusedError } from './token-refused.ts';

const PAUSE_MILLISECONDS = 10_000;

/**
 * Opens the socket of Socket Mode. Where Slack does not answer yet (a laptop without a network) it goes on trying in the
 * background; `signal` ends that.
 *
 * @throws {SlackTokenRefusedError} where Slack refuses the app-level token
 */
export async function openSocket(options: {
  readonly open: () => Promise<unknown>;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly pause?: number;
}): Promise<void> {
  const { open, log, signal, pause = PAUSE_MILLISECONDS } = options;
  try {
    await open();
    log.info('The socket to Slack is open.');
  } catch (error) {
    const reason = refusedToken(error);
    if (reason !== null) throw new SlackTokenRefusedError('SLACK_APP_TOKEN', reason);
    if (signal.aborted) return;
    log.warn({ err: error }, 'Slack does not open a socket; the app goes on trying.');
    const again = setTimeout(() => {
      openSocket(options).catch((refused: unknown) =>
        log.error({ err: refused }, 'Slack refused the socket.'),
      );
    }, pause);
    signal.addEventListener('abort', () => clearTimeout(again), { once: true });
  }
}
