import { ConfigError, type Places, readConfig, readPlaces, type SlackConfig, soundPart } from '../config.ts';
import { type Finding, note, ok, wrong } from '../satellite/agent/check/finding.ts';
import { checkDataFolder } from './check-data-folder.ts';
import { checkDatabase } from './check-database.ts';
import { checkKeys } from './check-keys.ts';
import { checkClock, checkReach } from './check-reach.ts';
import { checkSlack } from './check-slack.ts';

const KEYS = ['ENCRYPTION_KEY', 'ENCRYPTION_KEY_FILE', 'ENCRYPTION_KEYS_PREVIOUS'] as const;
const PAGERDUTY = ['https://api.pagerduty.com', 'https://api.eu.pagerduty.com'];

export interface CheckSurroundings {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long something may take to answer, in milliseconds. */
  readonly patience: number;
  /** Where PagerDuty is. */
  readonly pagerDuty?: readonly string[];
}

/**
 * What `npm start -- --check` finds: configuration, data, keys, Slack, PagerDuty. Changes nothing.
 *
 * Mistakes of the configuration hide nothing else: what they do not touch is looked at all the same.
 */
export async function checkEverything(
  environment: Readonly<Record<string, string | undefined>>,
  { now, patience, pagerDuty = PAGERDUTY }: CheckSurroundings,
): Promise<Finding[]> {
  const problems = problemsIn(environment);
  const places = readPlaces(environment);
  const { publicUrl, pagerDutyAllowedOrigins, slackApiUrl } = places;
  const parts = await Promise.all([
    checkStore(places, patience, areKeysSound(environment)),
    checkSlack(slackIn(environment), slackApiUrl, patience),
    checkClock(new URL('api.test', slackApiUrl).href, now, patience),
    Promise.all(
      [...pagerDuty, ...pagerDutyAllowedOrigins].map((url) => checkReach('PagerDuty', url, patience)),
    ),
    publicUrl?.startsWith('http://')
      ? [note('PUBLIC_URL', `${publicUrl} is not https`, 'Slack takes https alone.')]
      : [],
  ]);
  return [
    ...(problems.length === 0 ? [ok('configuration', 'complete')] : []),
    ...problems.map((problem) => wrong('configuration', problem)),
    ...parts.flat(),
    ...(problems.length === 0
      ? []
      : [note('next', '.env.example explains every variable', 'Without any account: npm run demo')]),
  ];
}

async function checkStore(places: Places, patience: number, keysSound: boolean): Promise<Finding[]> {
  const { dataDir, databaseUrl, encryptionKey, encryptionKeyFile } = places;
  const { findings, sealed } = await (databaseUrl === null
    ? checkDataFolder(dataDir)
    : checkDatabase(databaseUrl, patience));
  if (!keysSound) return [...findings];
  // What is wrong with the folder is not said again of the key in it.
  const isKeyInside = encryptionKey === null && encryptionKeyFile === null;
  if (isKeyInside && findings.some(({ verdict }) => verdict === 'wrong')) return [...findings];
  return [...findings, await checkKeys(places, sealed)];
}

/** A malformed key was said to be malformed; that it is missing, too, would mislead. */
function areKeysSound(environment: Readonly<Record<string, string | undefined>>): boolean {
  const sound = soundPart(environment);
  return KEYS.every((name) => !environment[name]?.trim() || name in sound);
}

function problemsIn(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

/** `null` where it is not known how Slack is to be asked. */
function slackIn(environment: Readonly<Record<string, string | undefined>>): SlackConfig | null {
  try {
    return readConfig(soundPart(environment)).slack;
  } catch (error) {
    if (error instanceof ConfigError) return null;
    throw error;
  }
}
