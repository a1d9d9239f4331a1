import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Finding, note, ok, wrong } from '../satellite/agent/check/finding.ts';

const LITTLE_BYTES = 500_000_000;

/** Whether the data folder can be written, and whether there is room. Makes nothing. */
export async function checkDataFolder(folder: string): Promise<Finding[]> {
  const what = 'data folder';
  const path = resolve(folder);
  const isThere = await stat(path).then(
    (found) => found.isDirectory(),
    () => null,
  );
  if (isThere === false)
    return [wrong(what, `${path} is a file.`, 'Set DATA_DIR to a folder, or to one that can be made.')];
  const place = isThere ? path : await nearestFolder(path);
  const isWritable = await access(place, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable)
    return [
      wrong(what, `${place} cannot be written.`, 'Give it to the user who runs the app, or set DATA_DIR.'),
    ];
  const { bavail, bsize } = await statfs(place);
  const free = bavail * bsize;
  const room = `${Math.round(free / 1e9)} GB free`;
  return [
    free < LITTLE_BYTES
      ? note(
          what,
          `${path}: less than 500 MB free`,
          'Make room: when the disk is full nothing new is stored.',
        )
      : ok(what, isThere ? `${path}, ${room}` : `${path} will be made, ${room}`),
  ];
}

async function nearestFolder(path: string): Promise<string> {
  const parent = dirname(path);
  return parent === path || (await stat(parent).catch(() => null)) !== null ? parent : nearestFolder(parent);
}
