import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keysTool } from '../../src/secrets/tool.ts';
import { connectAccount, type Stage, startStage } from '../simulators/stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage({ pagerduty: { incidents: 20, months: 1 } });
  await connectAccount(stage);
});
afterEach(() => stage.stop());

async function keys(command: string, environment = {}): Promise<{ code: number; said: string }> {
  let said = '';
  const code = await keysTool([command], {
    environment: { DATA_DIR: stage.dataDir, ...environment },
    say: (text) => {
      said += text;
    },
  });
  return { code, said };
}

const keyLines = async () => {
  const text = await readFile(join(stage.dataDir, 'encryption.key'), 'utf8');
  return text.trim().split('\n');
};

/** Syncs once more: whether PagerDuty was asked with the right key. */
async function syncs(): Promise<boolean> {
  const before = stage.pagerduty.requests.length;
  await stage.slack.person('alice').command('/sei-pagerduty', 'sync Production');
  await stage.slack.until(() => stage.pagerduty.requests.length > before);
  await stage.app.sync.idle();
  return stage.pagerduty.requests.slice(before).every(({ key }) => key === 'account');
}

describe('T3 a key that has to be changed', () => {
  test('rotate, look, retire: all while the app runs, and everything opens throughout', async () => {
    const [first] = await keyLines();
    const rotated = await keys('rotate');
    expect(rotated.said).toMatch(/Everything is sealed with it: 1 secret\./);
    expect(rotated.code).toBe(0);
    const [current, previous] = await keyLines();
    expect(previous).toBe(first);
    expect((await stat(join(stage.dataDir, 'encryption.key'))).mode & 0o777).toBe(0o600);
    expect((await readdir(stage.dataDir)).filter((name) => /\.(new|tmp)$/.test(name))).toEqual([]);
    expect(current).not.toBe(first);
    expect(await syncs()).toBe(true);

    const status = await keys('status');
    expect(status.said).toMatch(/current {3}1 secret\n.*previous {2}0 secrets/);
    for (const line of await keyLines()) expect(status.said + rotated.said).not.toContain(line);

    expect((await keys('retire')).said).toContain('1 key taken away, 0 still in use');
    expect(await keyLines()).toEqual([current]);
    expect(await syncs()).toBe(true);
    await stage.restart();
    expect(await syncs()).toBe(true);
  });

  test('rotated while the app was stopped: it seals anew when it starts', async () => {
    await stage.restart(async () => {
      expect(
        await keysTool(['rotate'], { environment: { DATA_DIR: stage.dataDir }, say: () => {}, patience: 0 }),
      ).toBe(0);
      expect((await keys('retire')).said).toContain('has not sealed everything');
    });
    expect((await keys('retire')).said).toContain('1 key taken away');
    expect(await syncs()).toBe(true);
  });

  test('a file that was spoilt is said once, and the keys in use go on', async () => {
    await writeFile(join(stage.dataDir, 'encryption.key'), 'spoilt\n');
    await stage.slack.until(() => stage.logged().includes('does not hold an encryption key'));
    expect(await syncs()).toBe(true);
    expect((await keys('rotate')).said).toContain('Restore it from a backup');
  });

  test('a key of the environment cannot be changed by a command, which says what to do', async () => {
    const answer = await keys('rotate', { ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') });
    expect(answer).toMatchObject({ code: 1, said: expect.stringContaining('ENCRYPTION_KEYS_PREVIOUS') });
    expect(await keyLines()).toHaveLength(1);
  });

  test('generate prints a key and changes nothing; anything else is explained', async () => {
    const before = await keyLines();
    const { said } = await keys('generate');
    expect(Buffer.from(said, 'base64')).toHaveLength(32);
    expect(await keyLines()).toEqual(before);
    expect(await keys('rottate')).toMatchObject({ code: 2, said: expect.stringContaining('Usage') });
  });
});

describe('T1 a copy of the store without its key', () => {
  test('with ENCRYPTION_KEY_FILE the data folder holds no key', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'sei-key-'));
    const keyFile = join(elsewhere, 'key');
    await writeFile(keyFile, (await keys('generate')).said, { mode: 0o600 });
    const second = await startStage({ environment: { ENCRYPTION_KEY_FILE: keyFile } });
    try {
      expect(await readdir(second.dataDir)).not.toContain('encryption.key');
    } finally {
      await second.stop();
      await rm(elsewhere, { recursive: true });
    }
  });
});
