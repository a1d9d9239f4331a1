import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Finding, note, ok, wrong } from '../satellite/agent/check/finding.ts';
import { StoreError } from '../store/errors.ts';
import { nodeDisk } from '../store/json/disk.ts';
import { refuseNewer } from '../store/json/own-folder.ts';
import { readDocuments } from '../store/json/read-documents.ts';
import { NOTHING_SEALED, type SealedRecords } from './stored-secrets.ts';

const LITTLE_BYTES = 500_000_000;

/** What was found where data is kept. */
export interface StoreFindings {
  readonly findings: readonly Finding[];
  readonly sealed: SealedRecords;
}

const what = 'data folder';

/** Whether the data folder can be read and written, and whether there is room. Makes nothing, also while the app runs. */
export async function checkDataFolder(folder: string): Promise<StoreFindings> {
  const path = resolve(folder);
  const isThere = await stat(path).then(
    (found) => found.isDirectory(),
    () => null,
  );
  if (isThere === false)
    return alone(wrong(what, `${path} is a file.`, 'Set DATA_DIR to a folder, or to one that can be made.'));
  const place = isThere ? path : await nearestFolder(path);
  const isWritable = await access(place, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable)
    return alone(
      wrong(what, `${place} cannot be written.`, 'Give it to the user who runs the app, or set DATA_DIR.'),
    );
  const room = await roomFinding(path, place, isThere === true);
  if (!isThere) return alone(room);
  try {
    await refuseNewer(nodeDisk, path);
    const documents = await readDocuments(nodeDisk, path);
    const sealed = {
      integrations: documents.all('integrations'),
      installations: documents.all('installations'),
    };
    return { findings: [room], sealed };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return alone(wrong(what, error.message));
  }
}

async function roomFinding(path: string, place: string, isThere: boolean): Promise<Finding> {
  const { bavail, bsize } = await statfs(place);
  const free = bavail * bsize;
  if (free < LITTLE_BYTES)
    return note(
      what,
      `${path}: less than 500 MB free`,
      'Make room: when the disk is full nothing new is stored.',
    );
  const room = `${Math.round(free / 1e9)} GB free`;
  return ok(what, isThere ? `${path}, ${room}` : `${path} will be made, ${room}`);
}

function alone(finding: Finding): StoreFindings {
  return { findings: [finding], sealed: NOTHING_SEALED };
}

async function nearestFolder(path: string): Promise<string> {
  const parent = dirname(path);
  return parent === path || (await stat(parent).catch(() => null)) !== null ? parent : nearestFolder(parent);
}
