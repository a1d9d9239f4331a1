import { parseArgs } from 'node:util';
import { startStage } from '../test/simulators/stage.ts';
import { converse } from './converse.ts';
import { terminalVoice } from './say.ts';
import { tour } from './tour.ts';

/**
 * `npm run demo`: the real app between a simulated PagerDuty and a simulated Slack, all on this machine.
 * `--once` ends after the tour.
 */
const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
const voice = terminalVoice(process.stdout);

const stage = await startStage({
  pagerduty: { seed: 1, services: 12, months: 6, incidents: 3_000, latency: 20 },
  timing: { keyCheck: 2_000, progress: 300, home: 5_000, picture: 100 },
  environment: { BACKFILL_DAYS: '180', LOG_LEVEL: 'warn' },
});

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ending.abort());
const interrupted = new Promise<void>((resolve) => {
  ending.signal.addEventListener('abort', () => resolve(), { once: true });
});

try {
  voice.line('SEI PagerDuty, the real app, between two companies that are simulated on this machine:');
  voice.line(`  PagerDuty  ${stage.pagerduty.url}  (12 services, 6 months, about 3,000 incidents)`);
  voice.line(`  Slack      ${stage.slack.origin}  (a workspace with Alice, Bob and others)`);
  voice.line(`  the app    ${stage.url}  (/healthz, /readyz, /metrics)`);
  await Promise.race([tour(stage, voice), interrupted]);
  if (!values.once && !ending.signal.aborted) await converse(stage, voice, ending.signal);
} finally {
  await stage.stop();
}
// A tour that was interrupted may still wait for something that will not come any more.
process.exit();
