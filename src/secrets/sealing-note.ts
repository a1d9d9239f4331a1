import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const note = z.object({
  at: z.string(),
  currentKey: z.string(),
  sealedWith: z.record(z.string(), z.number()),
  unreadable: z.number(),
});

/** What the running app notes in `DATA_DIR` about its keys, for `npm run keys`. Ids and numbers alone. */
export type SealingNote = z.infer<typeof note>;

const NAME = 'encryption.json';

export async function writeSealingNote(dataDir: string, content: SealingNote): Promise<void> {
  const path = join(dataDir, NAME);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(`${path}.tmp`, `${JSON.stringify(note.parse(content), null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.tmp`, path);
}

/** The app's last note; `null` where there is none that can be read. */
export async function readSealingNote(dataDir: string): Promise<SealingNote | null> {
  try {
    return note.parse(JSON.parse(await readFile(join(dataDir, NAME), 'utf8')));
  } catch {
    return null;
  }
}
