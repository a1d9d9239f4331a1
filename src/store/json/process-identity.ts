import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/** Tells one process from every other, also from a later one with the same number. */
export interface ProcessIdentity {
  readonly host: string;
  /** The world in which `pid` means something: boot and PID namespace (containers have their own). */
  readonly world: string;
  readonly pid: number;
  /** When it started, in ticks since boot; empty where the system does not tell. */
  readonly started: string;
}

export async function ownIdentity(): Promise<ProcessIdentity> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '');
  return {
    host: hostname(),
    world: `${boot.trim()} ${namespace}`,
    pid: process.pid,
    started: await startOf(process.pid),
  };
}

/** Whether the process is alive; `unknown` where this one cannot see it. */
export async function lifeOf(
  other: ProcessIdentity,
  own: ProcessIdentity,
): Promise<'alive' | 'dead' | 'unknown'> {
  const sameWorld = other.host === own.host && other.world === own.world && own.world.trim() !== '';
  if (!sameWorld || other.started === '') return 'unknown';
  return (await startOf(other.pid)) === other.started ? 'alive' : 'dead';
}

/** Field 22 of `/proc/<pid>/stat`. @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field is the program's name in parentheses, which may hold spaces.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
