import { Client } from 'pg';
import { type Finding, ok, wrong } from '../satellite/agent/check/finding.ts';
import { StoreError } from '../store/errors.ts';
import { startProblem } from '../store/postgres/start-problem.ts';

/** Whether the database lets us in. Changes nothing in it. */
export async function checkDatabase(url: string, patience: number): Promise<Finding[]> {
  const what = 'database';
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: patience,
    query_timeout: patience,
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>('show server_version');
    return [ok(what, `PostgreSQL ${rows[0]?.version ?? ''} at ${client.host}`)];
  } catch (error) {
    const problem = startProblem(url, error);
    const sentence = problem instanceof StoreError ? problem.message : String(error);
    return [wrong(what, sentence)];
  } finally {
    await client.end().catch(() => {});
  }
}
