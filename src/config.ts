import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { cronProblem } from './schedule/cron-expression.ts';
import { isEncodedKey } from './secrets/key-file.ts';
import { DATABASE_URL_HELP, isDatabaseUrl } from './store/postgres/database-url.ts';

/** How people reach the app, and how the app reaches Slack. */
export type SlackConfig = {
  readonly installing: Installing;
  /** Base address of the Web API, with a trailing slash. */
  readonly apiUrl: string;
} & (
  | { readonly transport: 'http'; readonly signingSecret: string }
  | { readonly transport: 'socket'; readonly appToken: string; readonly signingSecret: string | null }
);

/** For whom the app works: one workspace by its token, or all that install it. */
export type Installing =
  | { readonly mode: 'one workspace'; readonly botToken: string }
  | {
      readonly mode: 'many workspaces';
      readonly clientId: string;
      readonly clientSecret: string;
      readonly stateSecret: string;
    };

/** Where things are: what can be said of an environment that is not complete, too. */
export interface Places {
  readonly dataDir: string;
  /** `null`: everything is kept in `dataDir`. */
  readonly databaseUrl: string | null;
  /** `null`: generated into the data folder at the first start. */
  readonly encryptionKey: Buffer | null;
  /** File with the keys, the current one first; `null`: see `encryptionKey`. */
  readonly encryptionKeyFile: string | null;
  readonly previousEncryptionKeys: readonly Buffer[];
  readonly publicUrl: string | null;
  /** Base address of Slack's Web API, with a trailing slash. */
  readonly slackApiUrl: string;
  /** Origins exempt from the "https and a public address" rule. */
  readonly pagerDutyAllowedOrigins: readonly string[];
}

/** The whole configuration, read once from the environment. */
export interface Config extends Places {
  /** 0 takes a free port. */
  readonly port: number;
  readonly slack: SlackConfig;
  /** `null`: `/metrics` answers on loopback only. */
  readonly metricsToken: string | null;
  readonly syncCron: string;
  /** Never more than what is kept. */
  readonly backfillDays: number;
  /** How long incidents are kept after they were created; `null`: for good. */
  readonly retentionDays: number | null;
  /** Addresses that PagerDuty accounts with address restrictions have to allow. */
  readonly egressIps: readonly string[];
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Everything that is wrong with the environment, at once; the message is what the operator reads. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      [
        'SEI PagerDuty cannot start yet. In the environment or in .env:',
        ...problems.map((problem) => `  - ${problem}`),
        '',
        '.env.example explains every variable. To see the app without any account: npm run demo',
      ].join('\n'),
    );
    this.problems = problems;
  }
}

const keyHelp = 'must be 32 bytes in base64: openssl rand -base64 32';

const list = (text: string) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}

/** `203.0.113.7`, `2001:db8::1`, or a range in CIDR notation: what an allow-list takes. */
function isAddressOrRange(text: string): boolean {
  return isIP(text) !== 0 || ipaddr.isValidCIDR(text);
}

const wholeNumber = (minimum: number, maximum: number, help: string) =>
  z
    .string()
    .regex(/^\d+$/, help)
    .transform(Number)
    .refine((number) => number >= minimum && number <= maximum, help);

const httpUrl = (help: string) =>
  z.string().refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), help);

const variables = z.object({
  PORT: wholeNumber(0, 65_535, 'must be a port number from 0 to 65535').default(3000),
  DATA_DIR: z.string().default('./data'),
  ENCRYPTION_KEY: z.string().refine(isEncodedKey, keyHelp).optional(),
  ENCRYPTION_KEY_FILE: z.string().optional(),
  ENCRYPTION_KEYS_PREVIOUS: z
    .string()
    .transform(list)
    .refine((keys) => keys.every(isEncodedKey), `each, separated by commas, ${keyHelp}`)
    .default([]),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .min(8, 'looks too short; copy it from Slack: your app, Basic Information')
    .optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith('xoxb-', 'must begin with xoxb- (your app, OAuth & Permissions)')
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-', 'must begin with xapp- (your app, Basic Information)')
    .optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_STATE_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters: openssl rand -base64 32')
    .optional(),
  SLACK_API_URL: httpUrl('must be a web address')
    .transform((url) => url.replace(/\/*$/, '/'))
    .default('https://slack.com/api/'),
  PUBLIC_URL: httpUrl('must be a web address, e.g. https://sei.example.com').optional(),
  SYNC_CRON: z
    .string()
    .refine((text) => cronProblem(text) === null, 'must be a cron expression, e.g. */10 * * * *')
    .default('*/10 * * * *'),
  BACKFILL_DAYS: wholeNumber(1, 3650, 'must be a number of days from 1 to 3650').default(365),
  PAGERDUTY_ALLOWED_ORIGINS: z
    .string()
    .transform(list)
    .refine(
      (origins) => origins.every(isOrigin),
      'must be origins separated by commas, e.g. https://pagerduty.corp.example',
    )
    .default([]),
  EGRESS_IPS: z
    .string()
    .transform(list)
    .refine(
      (addresses) => addresses.every(isAddressOrRange),
      'must be addresses or ranges separated by commas, e.g. 203.0.113.7, 203.0.113.64/28',
    )
    .default([]),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
      'must be trace, debug, info, warn, error or silent',
    )
    .default('info'),
  DATABASE_URL: z.string().refine(isDatabaseUrl, DATABASE_URL_HELP).optional(),
  RETENTION_DAYS: wholeNumber(30, 3650, 'must be a number of days from 30 to 3650').optional(),
});

const MANY_WORKSPACES = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const;

/** Which variables Slack needs and does not have, as sentences. */
function missingForSlack(slack: Readonly<Record<string, unknown>>): string[] {
  const problems: string[] = [];
  const given = MANY_WORKSPACES.filter((name) => slack[name] !== undefined);
  if (given.length === 0 && slack.SLACK_BOT_TOKEN === undefined)
    problems.push(
      'SLACK_BOT_TOKEN is missing: the bot token (xoxb-…) from your Slack app, OAuth & Permissions. For many workspaces set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET instead.',
    );
  if (given.length > 0 && slack.SLACK_BOT_TOKEN !== undefined)
    problems.push(
      `SLACK_BOT_TOKEN and ${given[0]} exclude each other: the first is for one workspace, the second for many.`,
    );
  if (given.length > 0) {
    for (const name of MANY_WORKSPACES)
      if (slack[name] === undefined) problems.push(`${name} is missing: ${given[0]} does not do without it.`);
    if (slack.PUBLIC_URL === undefined)
      problems.push('PUBLIC_URL is missing: Slack leads people back to it when they have installed the app.');
  }
  if (slack.SLACK_SIGNING_SECRET === undefined && slack.SLACK_APP_TOKEN === undefined)
    problems.push(
      'SLACK_SIGNING_SECRET is missing: from your Slack app, Basic Information. Or set SLACK_APP_TOKEN (xapp-…) for Socket Mode, which needs no public address.',
    );
  return problems;
}

/** What is wrong with the encryption key, as sentences. */
function wrongWithKeys(set: Readonly<Record<string, unknown>>): string[] {
  const inEnvironment = set.ENCRYPTION_KEY !== undefined;
  const inFile = set.ENCRYPTION_KEY_FILE !== undefined;
  if (inEnvironment && inFile)
    return ['ENCRYPTION_KEY and ENCRYPTION_KEY_FILE are both set: keep one of them.'];
  if (set.DATABASE_URL === undefined || inEnvironment || inFile) return [];
  return [
    'ENCRYPTION_KEY is missing: with DATABASE_URL every replica needs the same one: openssl rand -base64 32. Or name a file with it in ENCRYPTION_KEY_FILE.',
  ];
}

/**
 * The configuration from environment variables. Empty variables count as unset.
 *
 * @throws {ConfigError} naming everything that is missing or wrong, at once
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = given(environment);
  const parsed = variables.safeParse(set);
  const problems = [
    ...missingForSlack(set),
    ...wrongWithKeys(set),
    ...(parsed.error?.issues ?? []).map((issue) => `${String(issue.path[0])} ${issue.message}.`),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);

  const { data } = parsed;
  return {
    ...placesIn(data),
    port: data.PORT,
    slack: slackConfig(data),
    metricsToken: data.METRICS_TOKEN ?? null,
    syncCron: data.SYNC_CRON,
    backfillDays: Math.min(data.BACKFILL_DAYS, data.RETENTION_DAYS ?? Number.POSITIVE_INFINITY),
    retentionDays: data.RETENTION_DAYS ?? null,
    egressIps: data.EGRESS_IPS,
    logLevel: data.LOG_LEVEL,
  };
}

/** What of an environment can be used: variables whose value is wrong are left out. */
export function soundPart(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const set = given(environment);
  const wrong = (variables.safeParse(set).error?.issues ?? []).map(({ path }) => String(path[0]));
  return Object.fromEntries(Object.entries(set).filter(([name]) => !wrong.includes(name)));
}

/** Where things are, by what of an environment can be used. */
export function readPlaces(environment: Readonly<Record<string, string | undefined>>): Places {
  return placesIn(variables.parse(soundPart(environment)));
}

/** Without empty variables, and without what surrounds the others. */
function given(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value = '']) => {
      const text = value.trim();
      return text === '' ? [] : [[name, text]];
    }),
  );
}

function placesIn(data: z.infer<typeof variables>): Places {
  return {
    dataDir: data.DATA_DIR,
    databaseUrl: data.DATABASE_URL ?? null,
    encryptionKey: data.ENCRYPTION_KEY === undefined ? null : Buffer.from(data.ENCRYPTION_KEY, 'base64'),
    encryptionKeyFile: data.ENCRYPTION_KEY_FILE ?? null,
    previousEncryptionKeys: data.ENCRYPTION_KEYS_PREVIOUS.map((key) => Buffer.from(key, 'base64')),
    publicUrl: data.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    slackApiUrl: data.SLACK_API_URL,
    pagerDutyAllowedOrigins: data.PAGERDUTY_ALLOWED_ORIGINS,
  };
}

function slackConfig(data: z.infer<typeof variables>): SlackConfig {
  const installing: Installing =
    data.SLACK_CLIENT_ID === undefined
      ? { mode: 'one workspace', botToken: data.SLACK_BOT_TOKEN ?? '' }
      : {
          mode: 'many workspaces',
          clientId: data.SLACK_CLIENT_ID,
          clientSecret: data.SLACK_CLIENT_SECRET ?? '',
          stateSecret: data.SLACK_STATE_SECRET ?? '',
        };
  const apiUrl = data.SLACK_API_URL;
  const signingSecret = data.SLACK_SIGNING_SECRET ?? null;
  if (data.SLACK_APP_TOKEN !== undefined)
    return { transport: 'socket', appToken: data.SLACK_APP_TOKEN, signingSecret, installing, apiUrl };
  return { transport: 'http', signingSecret: signingSecret ?? '', installing, apiUrl };
}
