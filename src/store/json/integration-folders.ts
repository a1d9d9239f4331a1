import { join } from 'node:path';
import type { Disk } from './disk.ts';

/** The folders of all integrations of a store. Other programs leave files (`.DS_Store`) where only folders of ours are. */
export async function integrationFolders(disk: Disk, dataDir: string): Promise<string[]> {
  const found: string[] = [];
  for (const workspace of await foldersIn(disk, join(dataDir, 'incidents')))
    found.push(...(await foldersIn(disk, workspace)));
  return found;
}

async function foldersIn(disk: Disk, folder: string): Promise<string[]> {
  const paths = (await disk.list(folder)).map((name) => join(folder, name));
  const areFolders = await Promise.all(paths.map((path) => isFolder(disk, path)));
  return paths.filter((_, index) => areFolders[index]);
}

async function isFolder(disk: Disk, path: string): Promise<boolean> {
  return disk.list(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return false;
      throw error;
    },
  );
}
