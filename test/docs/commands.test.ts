import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Postgres, startPostgres } from '../simulators/postgres.ts';
import { connectAccount, type Stage, startStage } from '../simulators/stage.ts';
import { commandsIn, documents } from './documents.ts';

// What documents tell people to type is typed here, or by the tests that are named further down. A new one belongs into one of the lists.
const PROJECT = resolve(import.meta.dirname, '../..');
const pages = documents();
const stand = new Set(pages.flatMap(commandsIn));
const typed = new Set<string>();

/** Types a command as it stands in a document, and tells what it said. It fails where the command does. */
async function type(command: string, environment: Record<string, string> = {}): Promise<string> {
  typed.add(command);
  expect(stand).toContain(command);
  // Paths of the documents are those of somebody's project; these are ours.
  const here = command.replace('backup.jsonl', join(folder, 'backup.jsonl'));
  const { PATH = '' } = process.env;
  const { stdout } = await promisify(execFile)('bash', ['-c', here], {
    cwd: PROJECT,
    env: { PATH, HOME: folder, LOG_LEVEL: 'warn', ...environment },
  });
  // What npm says before is not the command's.
  return stdout.replace(/^(?:>.*|)\n/gm, '');
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sei-documents-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('typed anywhere', () => {
  test('what prints something prints it', async () => {
    const manifest = await type('PUBLIC_URL=https://sei.your-company.example npm run manifest');
    expect(manifest).toContain('https://sei.your-company.example/slack/events');
    expect(await type('npm run manifest')).toContain('"slash_commands"');
    expect(await type('npm run licences')).toMatch(/MIT/);
    expect(await type('npm run release -- minor --dry-run')).toMatch(
      /^\d+\.\d+\.\d+(, the first release$| → )/m,
    );
    expect(await type('npm sbom --package-lock-only --sbom-format cyclonedx')).toContain('CycloneDX');
    expect(await type('node --version')).toMatch(/^v\d+/);
  });

  test('the tour shows the whole way, and ends', async () => {
    expect(await type('npm run demo -- --once')).toMatch(/MTTR/);
  });
});

describe('typed beside an app', () => {
  let stage: Stage;
  let database: Postgres;
  let environment: Record<string, string>;
  beforeAll(async () => {
    [stage, database] = await Promise.all([
      startStage({ pagerduty: { incidents: 60, months: 2 } }),
      startPostgres(),
    ]);
    await connectAccount(stage);
    environment = { DATA_DIR: stage.dataDir };
  });
  afterAll(async () => {
    await stage.stop();
    await database.stop();
  });

  test('that runs: its keys are rotated, and old ones retired', async () => {
    expect(await type('npm run keys -- generate')).toMatch(/[A-Za-z0-9+/]{43}=/);
    const before = await type('npm run keys -- status', environment);
    await type('npm run keys -- rotate', environment);
    expect(await type('npm run keys -- status', environment)).not.toBe(before);
    await stage.restart(async () => {
      await type('npm run store -- compact', environment);
    });
    expect(await type('npm run keys -- retire', environment)).toContain('1 key taken away, 0 still in use');
    expect(await type('npm run audit -- check', environment)).toMatch(/\d+ records?,/);
  });

  test('that is stopped: its files are read, exported, imported, moved and moved back', async () => {
    await stage.restart(async () => {
      expect(await type('npm run store -- check', environment)).toContain('nothing is wrong');
      await type('npm run store -- export backup.jsonl', environment);
      await type('npm run store -- import backup.jsonl', { DATA_DIR: join(folder, 'imported') });
      const imported = await type('npm run store -- check', { DATA_DIR: join(folder, 'imported') });
      expect(imported).toContain('nothing is wrong');
      const withDatabase = { ...environment, DATABASE_URL: database.url };
      expect(await type('npm run store -- migrate --to "$DATABASE_URL"', withDatabase)).toContain(
        'are the same on both sides',
      );
      expect(await type('npm run audit -- check', withDatabase)).toMatch(/\d+ records?,/);
      const back = { ...withDatabase, DATA_DIR: join(folder, 'moved-back') };
      expect(await type('npm run store -- migrate --from "$DATABASE_URL"', back)).toContain(
        'are the same on both sides',
      );
    });
  });
});

describe('every command that stands in a document', () => {
  /** Typed by another test, or by everybody who works on the project. */
  const ELSEWHERE: Readonly<Record<string, readonly RegExp[]>> = {
    '.ci/run': [
      /^npm (ci|test|ci && npm test)$/,
      /^npm run (check|test:\w+)$/,
      /^(CRASH_ROUNDS|FUZZ_MINUTES|HAMMER_SECONDS)=\d+ npm (test|run test:crash)( -- test\/fuzz)?$/,
      /^bash \.ci\/run$/,
      /^npm test -- test\/[\w/ .-]+( -t "\w+")?$/,
    ],
    'test/demo/main.test.ts': [
      /^npm run demo$/,
      /^npm ci && npm run demo$/,
      /^LOG_LEVEL=debug npm run demo 2>demo\.log$/,
    ],
    'test/e2e/start.test.ts': [
      /^npm start$/,
      /^npm run dev$/,
      /^node src\/main\.ts$/,
      /^node --max-semi-space-size=4 bin\/start\.mjs$/,
    ],
    'test/check/check-everything.test.ts': [/^npm start -- --check$/],
    'test/store/tool.test.ts': [
      /^npm run store -- \w+ (\[file\]|<file>|--to URL|--from URL)$/,
      /^npm run (keys|store -- (export|migrate))$/,
    ],
    'test/satellite/protocol/openapi.test.ts': [/^npm run openapi$/],
    'test/firewall/packed.test.ts': [/^npm pack$/, /^npm install --global sei-pagerduty-/],
    'test/firewall/usual-way.test.ts': [/npm run satellite\b/],
    'test/container': [/^docker run\b/],
    'test/bench/main.ts': [/^npm run bench\b/],
    'scripts/screenshots.ts': [/^npm run screenshots\b/],
    'scripts/query-plans.ts': [/^node scripts\/query-plans\.ts/],
    // For the debugger of whoever types it.
    'CONTRIBUTING.md': [/^npx node --inspect\b/, /^npx vitest run test\/[\w/.-]+ --inspect-brk\b/],
    // Tools that are not the project's.
    'docs/operations.md': [/^(git|jq|openssl|pg_dump|pg_restore)\b/],
  };

  test('is typed in this file, or there', () => {
    const known = Object.values(ELSEWHERE).flat();
    const unknown = [...stand].filter(
      (command) => !typed.has(command) && !known.some((one) => one.test(command)),
    );
    expect(unknown).toEqual([]);
    expect(Object.keys(ELSEWHERE).filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
  });
});
