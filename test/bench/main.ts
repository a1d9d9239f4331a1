// First: the figures are those of the app, which sets its memory the same way.
import '../../bin/lean-memory.mjs';
import { type Bench, table } from './bench.ts';

/**
 * `npm run bench [name …]`: every figure that the project states, each beside its reference in the same run.
 * Exits 1 where a figure misses its reach.
 */
const BENCHES: Record<string, () => Promise<Bench>> = {
  demo: async () => (await import('./demo.bench.ts')).demoBench,
  start: async () => (await import('./start.bench.ts')).startBench,
  store: async () => (await import('./store.bench.ts')).storeBench,
  postgres: async () => (await import('./postgres.bench.ts')).postgresBench,
  statistics: async () => (await import('./statistics.bench.ts')).statisticsBench,
  answer: async () => (await import('./answer.bench.ts')).answerBench,
  digests: async () => (await import('./digests.bench.ts')).digestsBench,
  sync: async () => (await import('./sync.bench.ts')).syncBench,
  'sync-limit': async () => (await import('./sync-limit.bench.ts')).syncLimitBench,
  'sync-million': async () => (await import('./sync-million.bench.ts')).syncMillionBench,
  replicas: async () => (await import('./replicas.bench.ts')).replicasBench,
  acknowledgement: async () => (await import('./acknowledgement.bench.ts')).acknowledgementBench,
  slack: async () => (await import('./slack.bench.ts')).slackBench,
  satellite: async () => (await import('./satellite.bench.ts')).satelliteBench,
  intake: async () => (await import('./intake.bench.ts')).intakeBench,
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`No bench is called ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(1);
}

let missed = 0;
for (const [name, load] of Object.entries(BENCHES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const bench = await load();
  console.log(`\n── ${bench.name}`);
  const figures = await bench.run();
  console.log(table(figures));
  missed += figures.filter((figure) => figure.reach !== undefined && !(figure.value <= figure.reach)).length;
}
console.log(missed === 0 ? '\nEvery reach was reached.' : `\n${missed} missed.`);
process.exit(missed === 0 ? 0 : 1);
