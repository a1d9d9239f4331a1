import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import type { Ticker } from '../../src/schedule/ticker.ts';

/** One replica as a process of its own: the whole app, which only looks for due digests more often. */
const eachHalfSecond: Ticker = (_, task) => {
  const timer = setInterval(() => {
    task().catch(() => {}); // the database may be away; the next look comes soon
  }, 500);
  return { stop: () => clearInterval(timer) };
};

const config = readConfig(process.env);
const app = await createApp(config, {
  log: createLog(config.logLevel),
  host: '127.0.0.1',
  digestTicker: eachHalfSecond,
  digestGaps: { channel: 0, workspace: 0, all: 0 },
});
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)));
process.send?.({ port: await app.start() });
