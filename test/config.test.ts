import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const WORKING = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'a-signing-secret' };

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  test('an empty environment names everything that is missing, at once, and points to the demo', () => {
    expect(problemsOf({})).toEqual([
      expect.stringContaining('SLACK_BOT_TOKEN is missing'),
      expect.stringContaining('SLACK_SIGNING_SECRET is missing'),
    ]);
    expect(() => readConfig({})).toThrow('npm run demo');
  });

  test('two variables are enough; everything else has its documented default', () => {
    expect(readConfig(WORKING)).toMatchObject({
      port: 3000,
      dataDir: './data',
      slack: { transport: 'http', apiUrl: 'https://slack.com/api/' },
      encryptionKey: null,
      syncCron: '*/10 * * * *',
      backfillDays: 365,
      logLevel: 'info',
    });
  });

  test('an app-level token means Socket Mode, which needs no signing secret', () => {
    expect(readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }).slack.transport).toBe(
      'socket',
    );
  });

  test('for many workspaces three variables and the public address take the place of the token', () => {
    const many = {
      SLACK_SIGNING_SECRET: 'a-signing-secret',
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'a-client-secret',
      SLACK_STATE_SECRET: 'a-state-secret-of-at-least-32-characters',
      PUBLIC_URL: 'https://sei.example.com',
    };
    expect(readConfig(many).slack.installing).toEqual({
      mode: 'many workspaces',
      clientId: '1.2',
      clientSecret: 'a-client-secret',
      stateSecret: 'a-state-secret-of-at-least-32-characters',
    });
    for (const name of ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'PUBLIC_URL'])
      expect(problemsOf({ ...many, [name]: '' })).toEqual([expect.stringMatching(`^${name} is missing`)]);
    expect(problemsOf({ ...many, SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual([
      expect.stringContaining('exclude each other'),
    ]);
    expect(problemsOf({ ...many, SLACK_STATE_SECRET: 'short' })).toEqual([
      expect.stringMatching('^SLACK_STATE_SECRET must have'),
    ]);
  });

  test('what is not kept is not loaded either', () => {
    expect(readConfig({ ...WORKING, RETENTION_DAYS: '90' })).toMatchObject({
      retentionDays: 90,
      backfillDays: 90,
    });
  });

  test('every mistake is told in the same breath as what is missing', () => {
    const problems = problemsOf({
      PORT: 'eighty',
      SYNC_CRON: 'often',
      ENCRYPTION_KEY: 'short',
      BACKFILL_DAYS: '0',
    });
    for (const name of [
      'SLACK_BOT_TOKEN',
      'SLACK_SIGNING_SECRET',
      'PORT',
      'SYNC_CRON',
      'ENCRYPTION_KEY',
      'BACKFILL_DAYS',
    ])
      expect(problems).toContainEqual(expect.stringMatching(`^${name} `));
    expect(problems).toHaveLength(6);
  });

  test('empty variables count as unset, as an unfilled .env leaves them', () => {
    expect(readConfig({ ...WORKING, PORT: '', ENCRYPTION_KEY: ' ', LOG_LEVEL: '' }).port).toBe(3000);
  });

  test.each([
    ['PORT', '70000'],
    ['SLACK_BOT_TOKEN', 'xoxp-a-user-token'],
    ['SLACK_API_URL', 'slack.com'],
    ['PUBLIC_URL', 'sei.example.com'],
    ['PAGERDUTY_ALLOWED_ORIGINS', 'https://pagerduty.corp.example/path'],
    ['EGRESS_IPS', '203.0.113.7, our proxy'],
    ['METRICS_TOKEN', 'short'],
    ['LOG_LEVEL', 'loud'],
    ['ENCRYPTION_KEYS_PREVIOUS', 'AAAA'],
    ['RETENTION_DAYS', '7'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(problemsOf({ ...WORKING, [name]: value })).toEqual([expect.stringMatching(`^${name} `)]);
  });

  test('with a database the encryption key is asked for, and an address of it is taken as it is', () => {
    const database = { DATABASE_URL: 'postgresql://sei:p%40ss@db.example:5432/sei?sslmode=require' };
    expect(problemsOf({ ...WORKING, ...database })).toEqual([
      expect.stringMatching('^ENCRYPTION_KEY is missing: with DATABASE_URL'),
    ]);
    const key = { ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') };
    expect(readConfig({ ...WORKING, ...database, ...key }).databaseUrl).toBe(database.DATABASE_URL);
    expect(readConfig(WORKING).databaseUrl).toBeNull();
    for (const address of ['mysql://db.example/sei', 'postgres://db.example', 'db.example:5432/sei'])
      expect(problemsOf({ ...WORKING, ...key, DATABASE_URL: address })).toEqual([
        expect.stringMatching('^DATABASE_URL must be like postgresql://'),
      ]);
  });

  test('what an operator reads never repeats the value of a variable', () => {
    const problems = problemsOf({ SLACK_BOT_TOKEN: 'oops-SECRET-123', ENCRYPTION_KEY: 'SECRET-123' });
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toContain('SECRET-123');
  });

  test('a key of 32 bytes is read from base64, and lists from commas', () => {
    const key = Buffer.alloc(32, 7);
    const config = readConfig({
      ...WORKING,
      ENCRYPTION_KEY: key.toString('base64'),
      EGRESS_IPS: '203.0.113.7, 203.0.113.64/28, 2001:db8::1',
      PAGERDUTY_ALLOWED_ORIGINS: 'http://127.0.0.1:8080',
    });
    expect(config.encryptionKey).toEqual(key);
    expect(config.egressIps).toEqual(['203.0.113.7', '203.0.113.64/28', '2001:db8::1']);
    expect(config.pagerDutyAllowedOrigins).toEqual(['http://127.0.0.1:8080']);
  });

  test('.env.example names every variable, and nothing else', async () => {
    const { readFile } = await import('node:fs/promises');
    const [example, source] = await Promise.all(
      ['../.env.example', '../src/config.ts'].map((path) => readFile(new URL(path, import.meta.url), 'utf8')),
    );
    const named = new Set(
      [...(example ?? '').matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]),
    );
    const read = new Set([...(source ?? '').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map((match) => match[1]));
    for (const name of read) expect(named).toContain(name);
    expect([...named].filter((name) => !read.has(name))).toEqual([]);
  });
});
