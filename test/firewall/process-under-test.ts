import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';

/** A process of ours, with everything it wrote. */
export interface ProcessUnderTest {
  readonly pid: number;
  /** Standard output and error, so far. */
  output(): string;
  /** Resolves when the output holds this, from an offset on; rejects after so many milliseconds, with what there is. */
  said(pattern: RegExp, options?: { from?: number; within?: number }): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with its exit code when it is gone; `null` where a signal ended it. */
  readonly ended: Promise<number | null>;
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

export function run(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ProcessUnderTest {
  const { PATH = '' } = process.env;
  const child: ChildProcess = spawn(command, args, {
    env: { PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const heard = new Set<() => void>();
  const take = (chunk: Buffer) => {
    text += chunk;
    for (const hear of heard) hear();
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  const ended = once(child, 'close').then(([code]) => {
    for (const hear of heard) hear();
    return code as number | null; // what `close` is emitted with
  });
  return {
    pid: child.pid ?? 0,
    output: () => text,
    ended,
    kill: (signal) => void child.kill(signal),
    end(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
    said(pattern, { from = 0, within = 60_000 } = {}) {
      return new Promise((resolve, reject) => {
        const done = (finish: () => void) => {
          clearTimeout(late);
          heard.delete(look);
          finish();
        };
        const look = () => {
          const found = pattern.exec(text.slice(from));
          if (found) return done(() => resolve(found));
          if (child.exitCode !== null)
            done(() => reject(new Error(`It ended before it said ${pattern}:\n${tail()}`)));
        };
        const tail = () => text.slice(Math.max(from, text.length - 4_000));
        const late = setTimeout(
          () => done(() => reject(new Error(`It did not say ${pattern} within ${within} ms:\n${tail()}`))),
          within,
        );
        heard.add(look);
        look();
      });
    },
  };
}

const LISTENING = '0A';

/** The local addresses on which a process listens, as `/proc` writes them. */
export async function listening(pid: number): Promise<string[]> {
  const inodes = new Set<string>();
  for (const descriptor of await readdir(`/proc/${pid}/fd`)) {
    const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => ''); // closed meanwhile
    const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
    if (inode !== undefined) inodes.add(inode);
  }
  const tables = await Promise.all(
    ['tcp', 'tcp6', 'udp', 'udp6'].map(async (name) => ({
      name,
      lines: (await readFile(`/proc/${pid}/net/${name}`, 'utf8')).trim().split('\n').slice(1),
    })),
  );
  return tables.flatMap(({ name, lines }) =>
    lines
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, , , state, , , , , , inode]) =>
          inode && inodes.has(inode) && (name.startsWith('udp') || state === LISTENING),
      )
      .map(([, local]) => `${name} ${local}`),
  );
}
