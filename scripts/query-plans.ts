import { Client, type QueryConfig } from 'pg';
import { instantOf } from '../src/domain/instant.ts';
import { openPostgresStore } from '../src/store/postgres/open-postgres-store.ts';
import { fill, population } from '../test/bench/population.ts';
import { startPostgres } from '../test/simulators/postgres.ts';

/**
 * `node scripts/query-plans.ts [workspaces] [incidents of each]`: how PostgreSQL answers what the app asks most, as docs/scale.md
 * shows it. The statements are those that the store really sends: they are taken down while it is asked.
 */
const [workspaces = 40, size = 5_000] = process.argv.slice(2).map(Number);
const DAY = 86_400;
const now = instantOf(new Date());

interface Sent {
  readonly text: string;
  readonly values: readonly unknown[];
}
const sent: Sent[] = [];
// The driver's own method has a dozen signatures; these are the ones that the store and this script use.
const send = Client.prototype.query as unknown as (
  query: string | QueryConfig,
  values?: unknown[],
) => Promise<{ rows: string[][] }>;
Client.prototype.query = function (this: Client, query: string | QueryConfig, values?: unknown[]) {
  const text = typeof query === 'string' ? query : query.text;
  sent.push({ text, values: (typeof query === 'string' ? values : query.values) ?? [] });
  return Reflect.apply(send, this, [query, values]);
} as typeof Client.prototype.query;

const postgres = await startPostgres();
const store = await openPostgresStore({ url: postgres.url });
const superuser = new Client({ connectionString: postgres.superuserUrl });
try {
  for (let index = 0; index < workspaces; index++) {
    const workspaceId = `T${String(index).padStart(9, '0')}`;
    if (index === 1) await fill(store, size, now);
    else
      await store.sync.commit(workspaceId, 'bench', {
        incidents: [...population(size, now, 'bench', index + 1)],
      });
  }
  await superuser.connect();
  await send.call(superuser, 'vacuum analyze');
  const workspaceId = 'T000000001';
  const span = { start: now - 30 * DAY, end: now };
  const query = { integrationIds: ['bench'], track: 'resolved', span } as const;
  const lease = { workspaceId, name: 'sync:bench' };
  const asked: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['The incidents of 30 days (a question)', () => store.incidents.window(workspaceId, query)],
    ['What is open (every answer)', () => store.incidents.open(workspaceId, ['bench'])],
    ['An incident by its number', () => store.incidents.findByNumber(workspaceId, 'bench', 17)],
    ['Whether anything changed (caches)', () => store.revision(workspaceId)],
    ['Claiming a sync', () => store.leases.claim(lease, 'a', { lease: 30 })],
    ['Syncs of dead replicas (all workspaces)', () => store.leases.fallen()],
    ['Integrations (all workspaces, each tick)', () => store.integrations.all()],
    ['Slots that are not over (all workspaces)', () => store.slots.unfinished()],
  ];
  console.log(`${workspaces} workspaces with ${size} incidents each\n`);
  for (const [name, ask] of asked) {
    await ask();
    sent.length = 0;
    await ask();
    await explain(name, [...sent]);
  }
} finally {
  await store.close();
  await superuser.end();
  await postgres.stop();
}

/** In the transaction that it was asked in, so that the policies are part of the plan. */
async function explain(name: string, statements: readonly Sent[]): Promise<void> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  console.log(`### ${name}\n`);
  for (const { text, values } of statements) {
    if (/^(begin|commit|rollback)/.test(text)) {
      await send.call(client, text.startsWith('begin') ? text : 'rollback');
      continue;
    }
    const question = /^copy \((.*)\) to stdout/s.exec(text)?.[1] ?? text;
    const plan = `explain (analyze, costs off, timing off, summary off, buffers off) ${question}`;
    const { rows } = await send.call(client, { text: plan, values: [...values], rowMode: 'array' });
    console.log(`\`\`\`\n${rows.map(([line]) => line).join('\n')}\n\`\`\`\n`);
  }
  await client.end();
}
