import { once } from 'node:events';
import { access, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type ProcessUnderTest, run } from './process-under-test.ts';

/** Debian's tinyproxy, with a password. */
export interface Tinyproxy {
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** What it wrote into its log: each connection that was made through it. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

const PATHS = ['/usr/bin/tinyproxy', '/usr/sbin/tinyproxy', '/usr/local/bin/tinyproxy'];

/** Where tinyproxy is; `null` where it is not installed. */
export async function findTinyproxy(): Promise<string | null> {
  for (const path of PATHS) {
    const there = await access(path).then(
      () => true,
      () => false,
    );
    if (there) return path;
  }
  return null;
}

export async function startTinyproxy(binary: string, folder: string): Promise<Tinyproxy> {
  const [username, password] = ['satellite', 'pr0xy-pass-of-the-test'];
  const logFile = join(folder, 'tinyproxy.log');
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const configuration = [
      `Port ${port}`,
      'Listen 127.0.0.1',
      'Timeout 600',
      'MaxClients 50',
      `LogFile "${logFile}"`,
      'LogLevel Connect',
      `BasicAuth ${username} ${password}`,
    ];
    const file = join(folder, 'tinyproxy.conf');
    await writeFile(file, `${configuration.join('\n')}\n`);
    const child = run(binary, ['-d', '-c', file]);
    if (await listens(child, port)) {
      return {
        port,
        username,
        password,
        log: () => readFile(logFile, 'utf8'),
        stop: async () => void (await child.end()),
      };
    }
    await child.end('SIGKILL');
    if (attempt === 5) throw new Error(`tinyproxy does not start:\n${child.output()}`);
  }
}

/** Somebody else may take it before tinyproxy does: then another one is tried. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server that listens has an address and a port
  server.close();
  await once(server, 'close');
  return port;
}

async function listens(child: ProcessUnderTest, port: number): Promise<boolean> {
  const gone = new AbortController();
  void child.ended.then(() => gone.abort());
  for (let look = 0; look < 200 && !gone.signal.aborted; look++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      }).on('error', () => resolve(false));
    });
    if (open && !gone.signal.aborted) return true;
    await setTimeout(25);
  }
  return false;
}
