import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { readUsage, UsageError } from './read-usage.ts';
import { buildPageAside } from './workspace/build-page-aside.ts';

/**
 * `npm run demo`: the real app between a simulated PagerDuty and a simulated Slack, all on this machine, with a page to
 * play in and a terminal to type in. `--once` shows the tour in the terminal and ends.
 */
const { once, port, logLevel } = usage();
// The page is built on another thread while all the rest is loaded; the next start finds types stripped and code compiled.
const assets = buildPageAside();
module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
const [{ converse }, { terminalVoice }, { tour }, { openWorkspace }] = await Promise.all([
  import('./converse.ts'),
  import('./say.ts'),
  import('./tour.ts'),
  import('./workspace/open-workspace.ts'),
]);
const voice = terminalVoice(process.stdout);
const ending = new AbortController();
// SIGHUP: somebody closed the terminal's window.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort());
// Whoever reads and types is gone: the window in the middle of a tour, or `| head`.
for (const stream of [process.stdin, process.stdout]) stream.on('error', () => ending.abort());
const interrupted = new Promise<void>((resolve) => {
  ending.signal.addEventListener('abort', () => resolve(), { once: true });
});

const { stage, page, close } = await openWorkspace({
  port,
  assets,
  // Apart from what the demo says: LOG_LEVEL=debug npm run demo 2>demo.log
  log: { level: logLevel, write: (line) => void process.stderr.write(line) },
});
try {
  voice.line(`Open the workspace in a browser:  ${page.url}\n`);
  voice.line('It is SEI PagerDuty, the real app, between two companies that are simulated on this machine:');
  voice.line(`  PagerDuty  ${stage.pagerduty.url}  (12 services, 6 months, about 3,000 incidents)`);
  voice.line(`  Slack      ${stage.slack.origin}  (a workspace with Alice, Bob and others)`);
  voice.line(`  the app    ${stage.url}  (/healthz, /readyz, /metrics)`);
  voice.line('');
  if (once) await Promise.race([tour(stage, voice), interrupted]);
  else if (process.stdin.isTTY) await converse(stage, voice, ending.signal);
  else await interrupted;
} finally {
  await close();
}
// A tour that was interrupted may still wait for something that will not come any more.
process.exit();

function usage() {
  try {
    return readUsage(process.argv.slice(2), process.env);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}
