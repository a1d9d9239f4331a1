import { parseArgs } from 'node:util';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];

export interface Usage {
  /** The tour in the terminal, and nothing after it. */
  readonly once: boolean;
  /** Of the page; 0 takes a free one. */
  readonly port: number;
  /** From where on the app's log is shown. */
  readonly logLevel: string;
}

/** What was typed behind `npm run demo --` made no sense; the message says what would. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError */
export function readUsage(args: readonly string[], environment: NodeJS.ProcessEnv): Usage {
  const { once, port } = options(args);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError(`--port must be a number from 0 to 65535, not "${port}". 0 takes a free one.`);
  const logLevel = environment.LOG_LEVEL || 'silent';
  if (!LEVELS.includes(logLevel))
    throw new UsageError(`LOG_LEVEL must be one of ${LEVELS.join(', ')}, not "${logLevel}".`);
  return { once, port: Number(port), logLevel };
}

function options(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { once: { type: 'boolean', default: false }, port: { type: 'string', default: '4747' } },
    }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(
      'npm run demo takes --once (the tour in the terminal, then the end) and --port N (of the page), and nothing else.',
    );
  }
}
