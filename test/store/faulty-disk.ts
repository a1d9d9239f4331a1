import { basename, dirname } from 'node:path';
import type { Disk, DiskFile } from '../../src/store/json/disk.ts';
import { randomFrom } from '../simulators/pagerduty/random.ts';

/** What befalls a system call: an error of that code, half a write and then the error, or the end of the process. */
export type Fault = 'ENOSPC' | 'EIO' | 'EACCES' | 'short write' | 'crash';

/** Asked before each system call that changes something. */
export type FaultPlan = (call: number, operation: string, path: string) => Fault | null;

interface Inode {
  live: Buffer;
  durable: Buffer;
}

type FolderChange =
  | { readonly kind: 'add'; readonly path: string; readonly inode: Inode }
  | { readonly kind: 'remove' | 'remove folder'; readonly path: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string; readonly inode: Inode };

/** What of the unsynced is still there after a power cut. */
export type Survival = 'synced only' | 'everything' | { readonly seed: number };

/**
 * A file system in memory that fails where it is told to, and that forgets on a power cut what was not synced: content
 * of files, and names of folders, each on its own.
 */
export class FaultyDisk implements Disk {
  calls = 0;
  plan: FaultPlan = () => null;
  #crashed = false;
  readonly #names = new Map<string, Inode>();
  readonly #durableNames = new Map<string, Inode>();
  #pending: FolderChange[] = [];
  readonly #folders = new Set<string>();

  /** Direct access for tests that damage files. */
  get files(): ReadonlyMap<string, Inode> {
    return this.#names;
  }

  async readFile(path: string) {
    this.#alive();
    const inode = this.#names.get(path);
    return inode ? Buffer.from(inode.live) : null;
  }

  async list(folder: string) {
    this.#alive();
    const names = [...this.#names.keys(), ...this.#folders].filter((path) => path.startsWith(`${folder}/`));
    return [...new Set(names.map((path) => path.slice(folder.length + 1).split('/')[0] as string))]; // never empty
  }

  async size(path: string) {
    this.#alive();
    return this.#names.get(path)?.live.length ?? null;
  }

  async open(path: string, mode: 'new' | 'edit' | 'read'): Promise<DiskFile> {
    if (mode === 'read') this.#alive();
    else this.#call('open', path);
    let inode = this.#names.get(path);
    if (mode === 'read' && !inode) throw systemError('ENOENT', path);
    if (mode === 'new' && inode) throw systemError('EEXIST', path);
    if (!inode) {
      if (!this.#folders.has(dirname(path))) throw systemError('ENOENT', path);
      inode = { live: Buffer.alloc(0), durable: Buffer.alloc(0) };
      this.#change({ kind: 'add', path, inode });
    }
    return this.#file(path, inode);
  }

  async makeFolder(path: string) {
    this.#call('makeFolder', path);
    for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) this.#folders.add(folder);
  }

  async rename(from: string, to: string) {
    this.#call('rename', from);
    const inode = this.#names.get(from);
    if (!inode) throw systemError('ENOENT', from);
    this.#change({ kind: 'rename', from, to, inode });
  }

  async link(from: string, to: string) {
    this.#call('link', from);
    const inode = this.#names.get(from);
    if (!inode) throw systemError('ENOENT', from);
    if (this.#names.has(to)) throw systemError('EEXIST', to);
    this.#change({ kind: 'add', path: to, inode });
  }

  async unlink(path: string) {
    this.#call('unlink', path);
    if (!this.#names.has(path)) throw systemError('ENOENT', path);
    this.#change({ kind: 'remove', path });
  }

  async removeFolder(path: string) {
    this.#call('removeFolder', path);
    this.#change({ kind: 'remove folder', path });
    this.#sync(dirname(path));
    for (const folder of [...this.#folders]) {
      if (folder === path || folder.startsWith(`${path}/`)) this.#folders.delete(folder);
    }
  }

  async syncFolder(folder: string) {
    this.#call('syncFolder', folder);
    this.#sync(folder);
  }

  #sync(folder: string): void {
    const here = (change: FolderChange) =>
      dirname(change.kind === 'rename' ? change.to : change.path) === folder;
    for (const change of this.#pending.filter(here)) applyChange(this.#durableNames, change);
    this.#pending = this.#pending.filter((change) => !here(change));
  }

  /** The disk as the next start finds it. */
  afterPowerCut(survival: Survival): FaultyDisk {
    this.#crashed = true;
    const next = new FaultyDisk();
    for (const folder of this.#folders) next.#folders.add(folder);
    const random = typeof survival === 'object' ? randomFrom(survival.seed) : null;
    const names = new Map(this.#durableNames);
    for (const change of this.#pending) {
      const kept = random ? random.next() < 0.5 : survival === 'everything';
      if (kept) applyChange(names, change);
    }
    const inodes = new Map<Inode, Inode>();
    for (const [path, inode] of names) {
      if (basename(path) === 'lock') continue; // the owner is this very process, which lives on
      const content = survival === 'everything' ? inode.live : random ? torn(inode, random) : inode.durable;
      const survivor = inodes.get(inode) ?? { live: Buffer.from(content), durable: Buffer.from(content) };
      inodes.set(inode, survivor);
      next.#names.set(path, survivor);
      next.#durableNames.set(path, survivor);
    }
    return next;
  }

  #file(path: string, inode: Inode): DiskFile {
    return {
      write: async (bytes, position) => {
        const fault = this.#faultOf('write', path);
        const taken =
          fault === 'short write' || fault === 'crash' ? Math.floor(bytes.length / 2) : bytes.length;
        if (fault !== null && taken === bytes.length) throw systemError(fault, path);
        const live = Buffer.alloc(Math.max(inode.live.length, position + taken));
        inode.live.copy(live);
        live.set(bytes.subarray(0, taken), position);
        inode.live = live;
        if (fault === 'crash') this.#crash();
        return taken;
      },
      read: async (position, length) => {
        this.#alive();
        return Buffer.from(inode.live.subarray(position, position + length));
      },
      truncate: async (length) => {
        this.#call('truncate', path);
        const live = Buffer.alloc(length);
        inode.live.copy(live);
        inode.live = live;
      },
      sync: async () => {
        this.#call('sync', path);
        inode.durable = inode.live;
      },
      close: async () => this.#alive(),
    };
  }

  #call(operation: string, path: string): void {
    const fault = this.#faultOf(operation, path);
    if (fault === 'crash') this.#crash();
    if (fault !== null) throw systemError(fault === 'short write' ? 'EIO' : fault, path);
  }

  #faultOf(operation: string, path: string): Fault | null {
    this.#alive();
    return this.plan(++this.calls, operation, path);
  }

  #crash(): never {
    this.#crashed = true;
    this.#alive();
    throw new Error('unreachable');
  }

  #alive(): void {
    if (this.#crashed) throw systemError('ECRASHED', 'everything');
  }

  #change(change: FolderChange): void {
    applyChange(this.#names, change);
    this.#pending.push(change);
  }
}

function applyChange(names: Map<string, Inode>, change: FolderChange): void {
  if (change.kind === 'add') names.set(change.path, change.inode);
  if (change.kind === 'remove') names.delete(change.path);
  if (change.kind === 'remove folder') {
    for (const name of [...names.keys()]) if (name.startsWith(`${change.path}/`)) names.delete(name);
  }
  if (change.kind === 'rename') {
    if (names.get(change.from) === change.inode) names.delete(change.from);
    names.set(change.to, change.inode);
  }
}

/** What was synced, what was written, or a part of what was written with zeros behind it. */
function torn({ live, durable }: Inode, random: { next(): number }): Buffer {
  const kind = random.next();
  if (kind < 0.3 || live === durable) return durable;
  if (kind < 0.6) return live;
  const same = Math.min(durable.length, live.length);
  const kept = same + Math.floor(random.next() * (live.length - same));
  const content = Buffer.alloc(live.length);
  live.copy(content, 0, 0, kept);
  return content;
}

function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
