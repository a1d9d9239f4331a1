import { ConfigError, readConfig } from '../config.ts';
import { type Finding, note, ok, wrong } from '../satellite/agent/check/finding.ts';
import { readKeyFile } from '../secrets/key-file.ts';
import { checkDataFolder } from './check-data-folder.ts';
import { checkDatabase } from './check-database.ts';
import { checkClock, checkReach } from './check-reach.ts';
import { checkSlack } from './check-slack.ts';

const PAGERDUTY = ['https://api.pagerduty.com', 'https://api.eu.pagerduty.com'];

export interface CheckSurroundings {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long something may take to answer, in milliseconds. */
  readonly patience: number;
  /** Where PagerDuty is. */
  readonly pagerDuty?: readonly string[];
}

/** What `npm start -- --check` finds: configuration, data, keys, Slack, PagerDuty. Changes nothing. */
export async function checkEverything(
  environment: Readonly<Record<string, string | undefined>>,
  { now, patience, pagerDuty = PAGERDUTY }: CheckSurroundings,
): Promise<Finding[]> {
  let config: ReturnType<typeof readConfig>;
  try {
    config = readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [
      ...error.problems.map((problem) => wrong('configuration', problem)),
      note('next', '.env.example explains every variable', 'Without any account: npm run demo'),
    ];
  }
  const { slack, databaseUrl, dataDir, publicUrl, pagerDutyAllowedOrigins } = config;
  const parts = await Promise.all([
    databaseUrl === null ? checkDataFolder(dataDir) : checkDatabase(databaseUrl, patience),
    [keyFinding(config)],
    checkSlack(slack, patience),
    checkClock(new URL('api.test', slack.apiUrl).href, now, patience),
    Promise.all(
      [...pagerDuty, ...pagerDutyAllowedOrigins].map((url) => checkReach('PagerDuty', url, patience)),
    ),
    publicUrl?.startsWith('http://')
      ? [note('PUBLIC_URL', `${publicUrl} is not https`, 'Slack takes https alone.')]
      : [],
  ]);
  return [ok('configuration', 'complete'), ...parts.flat()];
}

function keyFinding({
  encryptionKey,
  encryptionKeyFile,
}: Pick<ReturnType<typeof readConfig>, 'encryptionKey' | 'encryptionKeyFile'>): Finding {
  const what = 'encryption key';
  if (encryptionKeyFile !== null) {
    try {
      return readKeyFile(encryptionKeyFile) === null
        ? wrong(what, `There is no file ${encryptionKeyFile}.`, 'npm run keys -- generate makes a key.')
        : ok(what, `in ${encryptionKeyFile}`);
    } catch (error) {
      return wrong(what, error instanceof Error ? error.message : String(error));
    }
  }
  if (encryptionKey !== null) return ok(what, 'from ENCRYPTION_KEY');
  return note(
    what,
    'kept in the data folder: a backup of it holds its own key',
    'Set ENCRYPTION_KEY (openssl rand -base64 32), and keep a copy of it elsewhere.',
  );
}
