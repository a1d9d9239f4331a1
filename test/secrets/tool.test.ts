import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keyId } from '../../src/secrets/key-id.ts';
import { writeSealingNote } from '../../src/secrets/sealing-note.ts';
import { keysTool } from '../../src/secrets/tool.ts';

const [CURRENT, IN_USE, UNUSED] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)];

let dataDir: string;
let path: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sei-keys-'));
  path = join(dataDir, 'encryption.key');
  await writeFile(path, fileOf(CURRENT, IN_USE, UNUSED));
});
afterEach(() => rm(dataDir, { recursive: true }));

const fileOf = (...keys: Buffer[]) => keys.map((key) => `${key.toString('base64')}\n`).join('');
const file = () => readFile(path, 'utf8');
async function keys(command: string): Promise<{ code: number; said: string }> {
  let said = '';
  const say = (text: string) => {
    said += text;
  };
  return { code: await keysTool([command], { environment: { DATA_DIR: dataDir }, say, patience: 0 }), said };
}

describe('T3 a key that has to be changed', () => {
  test('retire leaves a key that still seals something, and takes the one that seals nothing', async () => {
    await writeSealingNote(dataDir, {
      at: '2026-11-27T00:00:00.000Z',
      currentKey: keyId(CURRENT),
      sealedWith: { [keyId(CURRENT)]: 4, [keyId(IN_USE)]: 1 },
      unreadable: 0,
    });
    expect((await keys('retire')).said).toContain('1 key taken away, 1 still in use');
    expect(await file()).toBe(fileOf(CURRENT, IN_USE));
  });

  test('retire takes nothing while the app has not sealed everything with the current key', async () => {
    await writeSealingNote(dataDir, {
      at: '2026-11-27T00:00:00.000Z',
      currentKey: keyId(IN_USE),
      sealedWith: { [keyId(IN_USE)]: 5 },
      unreadable: 0,
    });
    expect((await keys('retire')).code).toBe(1);
    expect(await file()).toBe(fileOf(CURRENT, IN_USE, UNUSED));
  });

  test.each(['rotate', 'retire'])(
    '%s beside the rest of one that was killed changes nothing, and names the file to delete',
    async (command) => {
      await writeSealingNote(dataDir, {
        at: '2026-11-27T00:00:00.000Z',
        currentKey: keyId(CURRENT),
        sealedWith: { [keyId(CURRENT)]: 5 },
        unreadable: 0,
      });
      await writeFile(`${path}.new`, 'half a k');
      const { code, said } = await keys(command);
      expect(code).toBe(1);
      expect(said).toContain(`${path}.new`);
      expect(await file()).toBe(fileOf(CURRENT, IN_USE, UNUSED));
      await rm(`${path}.new`);
      expect((await keys(command)).code).toBe(0);
    },
  );
});
