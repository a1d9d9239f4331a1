import { join } from 'node:path';
import type { Clock } from '../../domain/clock.ts';
import type { Integration } from '../../domain/integration.ts';
import type { Disk } from './disk.ts';
import { fileName } from './file-name.ts';
import { fromVersion1, type Integration1, type State1 } from './from-version-1.ts';
import { Journal } from './journal.ts';
import { replaceFile } from './replace-file.ts';

const KEPT = 'before-version-2';

/**
 * Brings a folder of version 1 to version 2. The old files stay in `before-version-2`. What is cut off begins again:
 * the version in `state.json` changes last.
 */
export async function migrateFromVersion1(disk: Disk, dataDir: string, clock: Clock): Promise<void> {
  const kept = join(dataDir, KEPT);
  await disk.makeFolder(kept);
  const stateBytes = await disk.readFile(join(dataDir, 'state.json'));
  if (!stateBytes) return;
  if ((await disk.list(join(kept, 'incidents'))).length === 0) {
    await disk.rename(join(dataDir, 'incidents'), join(kept, 'incidents')).catch(ignoreMissing);
  }
  await replaceFile(disk, join(kept, 'state.json'), [stateBytes]);
  await disk.syncFolder(dataDir);
  await disk.removeFolder(join(dataDir, 'journal'));

  const state: State1 = JSON.parse(stateBytes.toString());
  const data = new Map<Integration, Integration1>();
  for (const integration of state.integrations) data.set(integration, await read(disk, kept, integration));
  const commits = fromVersion1(state, (integration) => data.get(integration) as Integration1); // read above
  const journal = new Journal(disk, join(dataDir, 'journal'), 0);
  for (const [previous, changes] of commits.entries()) {
    await journal.append({ sequence: previous + 1, previous, at: clock.now(), changes });
  }
  await journal.close();
  await disk.unlink(join(dataDir, 'state.json'));
  await disk.syncFolder(dataDir);
}

async function read(disk: Disk, kept: string, { workspaceId, id }: Integration): Promise<Integration1> {
  const folder = join(kept, 'incidents', fileName(workspaceId), fileName(id));
  const json = async (name: string) => {
    const bytes = await disk.readFile(join(folder, name));
    return bytes && JSON.parse(bytes.toString());
  };
  const names = (await disk.list(folder)).filter((name) => /^\d{4}-\d{2}\.json$/.test(name)).sort();
  const months = [];
  for (const name of names) months.push(await json(name));
  return { sync: await json('sync.json'), months };
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
