import { constants } from 'node:fs';
import { link, mkdir, open, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What the store asks of a file system: few calls, so that a test can stand in for it and fail at each. */
export interface Disk {
  /** The whole file, `null` where there is none. */
  readFile(path: string): Promise<Buffer | null>;
  /** Names in a folder; none where there is no such folder. */
  list(folder: string): Promise<string[]>;
  /** Size in bytes, `null` where there is no such file. */
  size(path: string): Promise<number | null>;
  /** `new` refuses an existing file, `edit` makes one where there is none and leaves what is in it. */
  open(path: string, mode: 'new' | 'edit' | 'read'): Promise<DiskFile>;
  /** Makes a folder with all above it, so that it survives a power cut. */
  makeFolder(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** A second name for a file. Refuses to replace. */
  link(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Removes a folder with all in it, so that it does not come back after a power cut. */
  removeFolder(path: string): Promise<void>;
  /** Makes names that were added, moved or removed in a folder survive a power cut. */
  syncFolder(folder: string): Promise<void>;
}

export interface DiskFile {
  /** Writes at `position`; returns how much of it was written, which can be less than asked. */
  write(bytes: Uint8Array, position: number): Promise<number>;
  /** Reads up to `length` bytes from `position`. */
  read(position: number, length: number): Promise<Buffer>;
  truncate(length: number): Promise<void>;
  /** Makes the content survive a power cut. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The machine's own file system. Files are the owner's alone. */
export const nodeDisk: Disk = {
  readFile: (path) => readFile(path).catch(nothingIfMissing(null)),
  list: (folder) => readdir(folder).catch(nothingIfMissing([])),
  size: (path) => stat(path).then(({ size }) => size, nothingIfMissing(null)),
  async open(path, mode) {
    const file = await open(path, FLAGS[mode], 0o600);
    return {
      write: async (bytes, position) => (await file.write(bytes, 0, bytes.length, position)).bytesWritten,
      async read(position, length) {
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
        return buffer.subarray(0, bytesRead);
      },
      truncate: (length) => file.truncate(length),
      sync: () => file.datasync(),
      close: () => file.close(),
    };
  },
  async makeFolder(path) {
    const first = await mkdir(path, { recursive: true, mode: 0o700 });
    if (first === undefined) return;
    for (let made = path; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
  },
  rename,
  link,
  unlink,
  async removeFolder(path) {
    await rm(path, { recursive: true, force: true });
    await syncFolder(dirname(path)).catch(nothingIfMissing(undefined));
  },
  syncFolder,
};

async function syncFolder(folder: string): Promise<void> {
  // Satellites run there, too, where a folder cannot be opened.
  if (process.platform === 'win32') return;
  const opened = await open(folder, 'r');
  await opened.sync().finally(() => opened.close());
}

/** `a+` would ignore the position on Linux, `r+` refuses where there is no file, `w+` empties it. */
const FLAGS = { new: 'wx+', edit: constants.O_RDWR | constants.O_CREAT, read: 'r' } as const;

function nothingIfMissing<Nothing>(nothing: Nothing): (error: NodeJS.ErrnoException) => Nothing {
  return (error) => {
    if (error.code === 'ENOENT') return nothing;
    throw error;
  };
}
