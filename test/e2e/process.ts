import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };

/** The app as an operator runs it: a process of its own. */
export interface AppProcess {
  readonly url: string;
  /** Ends it in the middle of whatever it does. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Standard output so far: the log. */
  output(): string;
}

/** `node --flag … bin/start.mjs` */
const FLAGS = manifest.scripts.start.split(' ').slice(1, -1);
const LAUNCHER = resolve(import.meta.dirname, '../../bin/start.mjs');

/** Starts the app with just this environment and waits until it listens. */
export async function startProcess(
  environment: Readonly<Record<string, string>>,
  launcher = LAUNCHER,
): Promise<AppProcess> {
  const child = spawn(process.execPath, [...FLAGS, launcher], {
    env: { ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const port = await new Promise<number>((found, failed) => {
    child.once('exit', () => failed(new Error(`The app ended before it listened:\n${output}`)));
    child.stdout.on('data', (chunk) => {
      output += chunk;
      const listening = /listening on port (\d+)/.exec(output);
      if (listening) found(Number(listening[1]));
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    output: () => output,
    kill: (signal) => ended(child, () => child.kill(signal)),
  };
}

function ended(child: ChildProcess, end: () => void): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    child.once('exit', () => done());
    end();
  });
}

/** Runs the launcher to its end: for starts that must fail. */
export async function runToEnd(
  environment: Readonly<Record<string, string>>,
  cwd: string,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [...FLAGS, LAUNCHER], {
    env: { ...environment },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  const code = await new Promise<number | null>((done) => child.once('exit', done));
  return { code, output };
}
