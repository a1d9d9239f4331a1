import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './free-port.ts';

const PROGRAMS = '/usr/lib/postgresql/15/bin';
/** PostgreSQL refuses to run as root. */
const NOBODY = 65_534;
const run = promisify(execFile);

/** Whether Debian's package is installed: what the registry's PostgreSQL leaves out (`pg_basebackup`) is there. */
export const hasDebianPostgres = existsSync(join(PROGRAMS, 'pg_basebackup'));

/** A primary with a standby that confirms every commit, behind one address, as a cluster of a provider's. */
export interface PostgresPair {
  /** Leads to whichever is primary. */
  readonly url: string;
  /** The first primary's database as the superuser: for tests that look behind the app. */
  readonly superuserUrl: string;
  /** The primary dies; nothing answers at the address. */
  crash(): Promise<void>;
  /** The standby becomes primary and takes the address. */
  promote(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPostgresPair(): Promise<PostgresPair> {
  const home = await mkdtemp(join(tmpdir(), 'sei-pair-'));
  await chmod(home, 0o755);
  const account = userInfo().uid === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (account.uid !== undefined) await chown(home, account.uid, account.gid);
  const inHome = { ...account, cwd: home };
  const program = (name: string) => join(PROGRAMS, name);
  const [first, second] = [join(home, 'first'), join(home, 'second')];
  const ports = { first: await freePort(), second: await freePort() };
  const superuserUrl = `postgres://postgres@127.0.0.1:${ports.first}/postgres`;

  await run(program('initdb'), ['-D', first, '-U', 'postgres', '--auth=trust', '--no-sync'], inHome);
  const serve = (folder: string, port: number, ...settings: readonly string[]) => {
    const options = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', ...settings];
    const args = ['-D', folder, '-p', String(port), ...options.flatMap((option) => ['-c', option])];
    return spawn(program('postgres'), args, { ...inHome, stdio: 'ignore' });
  };
  const primary = serve(first, ports.first);
  await ask(superuserUrl, 'create role sei login', 'create database sei owner sei');
  await run(
    program('pg_basebackup'),
    [
      '-D',
      second,
      '-h',
      '127.0.0.1',
      '-p',
      String(ports.first),
      '-U',
      'postgres',
      '-R',
      '--no-sync',
      '-c',
      'fast',
    ],
    inHome,
  );
  const standby = serve(second, ports.second);
  await ask(superuserUrl, `alter system set synchronous_standby_names = '*'`, 'select pg_reload_conf()');
  const address = await startAddress(ports.first);

  return {
    url: `postgres://sei@127.0.0.1:${address.port}/sei`,
    superuserUrl: `postgres://postgres@127.0.0.1:${ports.first}/sei`,
    async crash() {
      address.lead(null);
      await killed(primary);
    },
    async promote() {
      await run(program('pg_ctl'), ['promote', '-D', second, '--wait'], inHome);
      await ask(
        `postgres://postgres@127.0.0.1:${ports.second}/postgres`,
        `alter system set synchronous_standby_names = ''`,
        'select pg_reload_conf()',
      );
      address.lead(ports.second);
    },
    async stop() {
      address.stop();
      await Promise.all([killed(primary), killed(standby)]);
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function killed(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  // Immediate shutdown: as a crash, but its children go with it.
  server.kill('SIGQUIT');
  await gone;
}

/** Asks a server that may still be starting. */
async function ask(url: string, ...statements: readonly string[]): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      for (const statement of statements) await client.query(statement);
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await setTimeout(100);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** An address that can be moved from one server to another; connections to the old one are cut. */
async function startAddress(first: number) {
  let target: number | null = first;
  const open = new Set<Socket>();
  const server = createServer((incoming) => {
    if (target === null) return void incoming.destroy();
    const outgoing = createConnection(target, '127.0.0.1');
    for (const [one, other] of [[incoming, outgoing] as const, [outgoing, incoming] as const]) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    lead(port: number | null) {
      target = port;
      cut();
    },
    stop() {
      server.close();
      cut();
    },
  };
}
