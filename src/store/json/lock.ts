import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { StoreError } from '../errors.ts';
import type { Disk } from './disk.ts';
import { lifeOf, ownIdentity, type ProcessIdentity } from './process-identity.ts';
import { writeWhole } from './write-whole.ts';

export interface Lock {
  /** Whether the folder is still ours: another process may have taken us for dead. */
  isHeld(): boolean;
  release(): Promise<void>;
}

export interface LockOptions {
  readonly disk: Disk;
  readonly folder: string;
  /** How often the owner shows that it lives, in milliseconds. */
  readonly beat?: number;
}

interface LockContent extends ProcessIdentity {
  /** Tells this holding from every other one. */
  readonly token: string;
  /** Counts up while the owner lives. */
  beats: number;
}

/** A stale lock, and a takeover that was broken off, cost one each; so does whoever releases the lock meanwhile. */
const ATTEMPTS = 5;

/** Another process works in this folder. */
export class FolderInUseError extends StoreError {
  override readonly name = 'FolderInUseError';
}

/**
 * Makes this process the one owner of a folder.
 *
 * The file `lock` names the owner. After a crash it is recognised as stale: at once where the owner's process can be
 * looked up, else (another machine, another container) when it has not changed for four beats.
 * Throws a {@link FolderInUseError} where the owner lives.
 */
export async function lockFolder({ disk, folder, beat = 2000 }: LockOptions): Promise<Lock> {
  const path = join(folder, 'lock');
  const own: LockContent = { ...(await ownIdentity()), token: randomBytes(8).toString('hex'), beats: 0 };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await create(disk, path, own)) return hold(disk, path, own, beat);
    const seen = await disk.readFile(path);
    if (!seen) continue;
    if (!(await isStale(disk, path, seen, own, beat)))
      throw new FolderInUseError(inUse(folder, contentOf(seen)));
    const rival = await removeStale(disk, path, seen, own, beat);
    if (rival) throw new FolderInUseError(inUse(folder, contentOf(rival)));
  }
  throw new FolderInUseError(inUse(folder, null));
}

/** Makes the lock file whole or not at all; `false` where there is one. */
async function create(disk: Disk, path: string, own: LockContent): Promise<boolean> {
  const temporary = `${path}.${own.token}.tmp`;
  const file = await disk.open(temporary, 'new');
  await writeWhole(file, encode(own), 0).finally(() => file.close());
  try {
    await disk.link(temporary, path);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EEXIST') return false;
    if (!NO_HARD_LINKS.has(code)) throw error;
    return createInPlace(disk, path, own);
  } finally {
    await disk.unlink(temporary);
  }
}

/** `EPERM` comes from exFAT and some network shares. @see https://man7.org/linux/man-pages/man2/link.2.html */
const NO_HARD_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK']);

async function createInPlace(disk: Disk, path: string, own: LockContent): Promise<boolean> {
  try {
    const file = await disk.open(path, 'new');
    await writeWhole(file, encode(own), 0).finally(() => file.close());
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(
  disk: Disk,
  path: string,
  seen: Buffer,
  own: LockContent,
  beat: number,
): Promise<boolean> {
  const content = contentOf(seen);
  const life = content ? await lifeOf(content, own) : 'unknown';
  if (life !== 'unknown') return life === 'dead';
  await setTimeout(4 * beat);
  return (await disk.readFile(path))?.equals(seen) ?? true;
}

/**
 * Takes a stale lock away. Of several that find it stale at once, only the one that holds the file `lock.takeover` may do so: another
 * might take away the fresh lock of the first.
 *
 * @returns what the file holds where somebody else has it
 */
async function removeStale(
  disk: Disk,
  path: string,
  seen: Buffer,
  own: LockContent,
  beat: number,
): Promise<Buffer | null> {
  const takeover = `${path}.takeover`;
  if (await create(disk, takeover, own)) {
    try {
      if ((await disk.readFile(path))?.equals(seen)) await disk.unlink(path);
    } finally {
      await disk.unlink(takeover);
    }
    return null;
  }
  const rival = await disk.readFile(takeover);
  if (!rival) return null;
  // Whoever ended in the middle of this left it behind.
  if (!(await isStale(disk, takeover, rival, own, beat))) return rival;
  await moveAway(disk, takeover, rival, own.token);
  return null;
}

/** Removes a file that nobody looks after any more, unless it became another meanwhile. */
async function moveAway(disk: Disk, path: string, seen: Buffer, token: string): Promise<void> {
  const aside = `${path}.${token}.stale`;
  try {
    await disk.rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = await disk.readFile(aside);
  if (moved && !moved.equals(seen)) await disk.link(aside, path).catch(() => {}); // there is another by now
  await disk.unlink(aside);
}

function hold(disk: Disk, path: string, own: LockContent, beat: number): Lock {
  let held = true;
  let beating: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    beating = beating.then(show).catch(() => {}); // a full disk is no reason to let go
  }, beat).unref();

  async function show() {
    const seen = await disk.readFile(path);
    held = seen !== null && contentOf(seen)?.token === own.token;
    if (!held) return clearInterval(timer);
    own.beats++;
    const file = await disk.open(path, 'edit');
    await writeWhole(file, encode(own), 0).finally(() => file.close());
  }

  return {
    isHeld: () => held,
    async release() {
      clearInterval(timer);
      await beating;
      held = false;
      const seen = await disk.readFile(path).catch(() => null);
      if (seen && contentOf(seen)?.token === own.token) await disk.unlink(path);
    },
  };
}

/** Of one length for all beats, so that it is written in place. */
function encode(content: LockContent): Buffer {
  return Buffer.from(`${JSON.stringify(content).padEnd(400)}\n`);
}

function contentOf(bytes: Buffer): LockContent | null {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return null; // being written by someone
  }
}

function inUse(folder: string, owner: LockContent | null): string {
  const who = owner ? ` (process ${owner.pid} on ${owner.host})` : '';
  return `Another process${who} uses ${folder}. Only one may: stop it, or give this one another DATA_DIR. Several replicas need PostgreSQL (DATABASE_URL).`;
}
