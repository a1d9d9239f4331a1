import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { connectAccount, type Stage, startStage } from '../simulators/stage.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
let stage: Stage;
let place: string;
afterEach(async () => {
  await stage.stop();
  await rm(place, { recursive: true, force: true });
});

test('exported, lost and imported again: the same numbers, and the sync goes on with the same key', async () => {
  place = await mkdtemp(join(tmpdir(), 'sei-backup-'));
  const backup = join(place, 'backup.jsonl');
  stage = await startStage({
    pagerduty: { incidents: 300, months: 2 },
    environment: { ENCRYPTION_KEY: KEY },
  });
  await connectAccount(stage);
  const ask = async () => {
    const asked = await stage.slack.person('bob').command('/sei-mttr', 'from=2020-01-01 to=2040-01-01');
    return (await asked.reply(10_000)).text;
  };
  const store = (...words: string[]) =>
    execFileSync(process.execPath, ['src/store/tool.ts', ...words], {
      env: { ...process.env, DATA_DIR: stage.dataDir, ENCRYPTION_KEY: KEY },
    });
  const before = await ask();

  await stage.restart(async () => {
    store('export', backup);
    await rename(stage.dataDir, join(place, 'lost'));
    await mkdir(stage.dataDir);
    store('import', backup);
  });
  expect(await ask()).toBe(before);

  const open = stage.pagerduty.mutate.create({
    createdAt: Math.floor(Date.now() / 1000) - 60,
    service: 'cart',
  });
  stage.pagerduty.mutate.resolve(open);
  await stage.slack.person('alice').command('/sei-pagerduty', 'sync Production');
  await stage.app.sync.idle();
  expect(await ask()).not.toBe(before);
});
