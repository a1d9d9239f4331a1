import type { PostgresPool } from './pool.ts';
import { acrossWorkspaces } from './transaction.ts';

const REFRESH_MILLISECONDS = 60_000;

/** How many incidents the database holds, from memory: own commits count at once, those of other replicas within a minute. */
export class IncidentTotal {
  readonly #pool: PostgresPool;
  readonly #refreshing: NodeJS.Timeout;
  value = 0;

  constructor(pool: PostgresPool) {
    this.#pool = pool;
    this.#refreshing = setInterval(() => {
      this.refresh().catch(() => {}); // the pool tells of a database that is gone
    }, REFRESH_MILLISECONDS);
    this.#refreshing.unref();
  }

  add(incidents: number): void {
    this.value += incidents;
  }

  async refresh(): Promise<void> {
    const row = await acrossWorkspaces(this.#pool, (statements) =>
      statements.one<{ incidents: number }>(
        'select coalesce(sum(incidents), 0)::bigint as incidents from integration_data where not is_deleted',
      ),
    );
    this.value = row?.incidents ?? 0;
  }

  close(): void {
    clearInterval(this.#refreshing);
  }
}
