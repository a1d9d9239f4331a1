import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import type { Bench } from './bench.ts';

const ROUNDS = 5;
/** The app is started as its operators start it, with the flags of `npm start`. */
const START = manifest.scripts.start.split(' ').slice(1);
const LIBRARIES = ['@slack/bolt', 'node-cron', 'lowdb', 'axios', 'zod', 'pino', 'prom-client'];

interface Start {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Seconds until the process says that it listens, and its memory (resident, MB) at that moment. */
async function startOnce(args: string[], env: NodeJS.ProcessEnv, sign: string): Promise<Start> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    for await (const chunk of child.stdout) {
      if (!String(chunk).includes(sign)) continue;
      const seconds = (performance.now() - began) / 1000;
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return { seconds, megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024 };
    }
    throw new Error('the process ended before it was ready');
  } finally {
    // Ended in order: only then the compiled code is kept for the next start.
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

async function best(args: string[], env: NodeJS.ProcessEnv, sign: string) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await startOnce(args, env, sign));
  const seconds = rounds.map((round) => round.seconds).toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
  const megabytes =
    rounds.map((round) => round.megabytes).toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
  return { seconds, megabytes };
}

/** From `node` to a port that listens; the reference only imports the libraries. Medians of five starts. */
export const startBench: Bench = {
  name: 'start',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sei-bench-'));
    try {
      const reference = join(import.meta.dirname, '.libraries.mjs');
      await writeFile(
        reference,
        `${LIBRARIES.map((name) => `import '${name}';`).join('\n')}\nconsole.log('ready');\nsetTimeout(() => {}, 1e6);\n`,
      );
      const environment = {
        PATH: process.env.PATH,
        PORT: '0',
        DATA_DIR: folder,
        SLACK_BOT_TOKEN: 'xoxb-bench',
        SLACK_SIGNING_SECRET: 'bench-signing-secret',
        SLACK_API_URL: 'http://127.0.0.1:9/',
      };
      const libraries = await best([reference], { PATH: process.env.PATH }, 'ready').finally(() =>
        rm(reference),
      );
      const first = await startOnce(START, environment, 'listening');
      const app = await best(START, environment, 'listening');
      return [
        {
          measure: 'start to listening',
          value: app.seconds,
          unit: 's',
          reach: 1,
          reference: { name: 'libraries alone', value: libraries.seconds },
        },
        { measure: 'the first start of this run', value: first.seconds, unit: 's' },
        {
          measure: 'memory when listening',
          value: app.megabytes,
          unit: 'MB',
          reach: 150,
          reference: { name: 'libraries alone', value: libraries.megabytes },
        },
        { measure: 'memory at the first start of this run', value: first.megabytes, unit: 'MB' },
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
