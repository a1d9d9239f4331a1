import { createApp } from './app.ts';
import { checkEverything } from './check/check-everything.ts';
import { ConfigError, readConfig } from './config.ts';
import { ListenError } from './http/server.ts';
import { createLog } from './log.ts';
import { findingsTable } from './satellite/agent/check/findings-table.ts';
import { KeyFileError } from './secrets/key-file.ts';
import { SlackTokenRefusedError } from './slack/token-refused.ts';
import { StoreError } from './store/errors.ts';
import { createTracing } from './tracing.ts';

const CHECK_MILLISECONDS = 5_000;
const KNOWN = [ConfigError, KeyFileError, ListenError, SlackTokenRefusedError, StoreError];

/** What the operator has to mend is said in one sentence; a stack trace would only hide it. */
function failToStart(error: unknown): never {
  const known = KNOWN.some((kind) => error instanceof kind);
  process.stderr.write(`${error instanceof Error ? (known ? error.message : error.stack) : String(error)}\n`);
  process.exit(1);
}

/** `npm start -- --check`: says what is wrong and how to mend it, and starts nothing. */
async function check(): Promise<never> {
  const findings = await checkEverything(process.env, { now: Date.now, patience: CHECK_MILLISECONDS });
  process.stdout.write(findingsTable(findings));
  process.exit(findings.some(({ verdict }) => verdict === 'wrong') ? 1 : 0);
}

async function main(): Promise<void> {
  if (process.argv.includes('--check')) return check();
  const config = readConfig(process.env);
  const tracing = createTracing();
  const log = createLog(config.logLevel, undefined, tracing.fields);
  const app = await createApp(config, { log, tracing });
  // Bolt's receiver lets some failures of its own go by unhandled (a signed body `payload=null`); none of them may end the app.
  process.on('unhandledRejection', (error) =>
    log.error({ err: error }, 'Something failed that nobody waited for.'),
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      log.info({ signal }, 'stopping');
      app.stop().then(
        () => process.exit(0),
        (error: unknown) => failToStart(error),
      );
    });
  await app.start();
}

main().catch(failToStart);
