import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from './free-port.ts';

const PROGRAM = '/usr/sbin/pgbouncer';
/** Debian's account for what needs no rights. */
const NOBODY = 65_534;

/** Whether Debian's package is installed. */
export const hasPgBouncer = existsSync(PROGRAM);

export interface PgBouncer {
  /** The same database through the pooler. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A PgBouncer in transaction mode before a database. @param connections to the database, shared by all who come */
export async function startPgBouncer(databaseUrl: string, connections: number): Promise<PgBouncer> {
  const folder = await mkdtemp(join(tmpdir(), 'sei-pgbouncer-'));
  const database = new URL(databaseUrl);
  const port = await freePort();
  const users = join(folder, 'users.txt');
  const config = join(folder, 'pgbouncer.ini');
  await writeFile(users, `"${database.username}" "${database.password}"\n`);
  await writeFile(
    config,
    `[databases]
* = host=${database.hostname} port=${database.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = ${connections}
max_client_conn = 200
`,
  );
  await chmod(folder, 0o755);
  const owner = userInfo().uid === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const child = spawn(PROGRAM, ['--quiet', config], { ...owner, cwd: folder, stdio: 'ignore' });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  await answering(port);
  const url = new URL(databaseUrl);
  url.port = String(port);
  return {
    url: url.href,
    async stop() {
      child.kill('SIGKILL');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const connected = await new Promise<boolean>((done) => {
      const socket = createConnection(port, '127.0.0.1', () => {
        socket.destroy();
        done(true);
      });
      socket.once('error', () => done(false));
    });
    if (connected) return;
    await setTimeout(50);
  }
  throw new Error('PgBouncer does not answer.');
}
