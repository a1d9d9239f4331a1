import type { ClientBase, QueryResult, QueryResultRow } from 'pg';
import { databaseErrorOf } from './database-errors.ts';

/**
 * What can be asked inside one transaction. Values are `$1, $2, …`; statements have no names, so that every connection behind a
 * pooler understands them.
 */
export interface Statements {
  rows<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** The first row, or `undefined` where there is none. */
  one<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row | undefined>;
  /** Resolves with how many rows were changed. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
  /** Rows as arrays, in the order of the columns: for many rows, where objects would cost. */
  arrays<Row extends unknown[]>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** The statements of a connection. Errors come as the app knows them. */
export function statementsOf(client: ClientBase): Statements {
  async function ask<Row extends QueryResultRow>(text: string, values: readonly unknown[]) {
    try {
      return (await client.query<Row>(text, [...values])) as QueryResult<Row>;
    } catch (error) {
      throw databaseErrorOf(error);
    }
  }
  return {
    rows: async <Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await ask<Row>(text, values)).rows,
    one: async <Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await ask<Row>(text, values)).rows[0],
    run: async (text, values = []) => (await ask(text, values)).rowCount ?? 0,
    async arrays<Row extends unknown[]>(text: string, values: readonly unknown[] = []) {
      try {
        return (await client.query<Row>({ text, values: [...values], rowMode: 'array' })).rows;
      } catch (error) {
        throw databaseErrorOf(error);
      }
    },
  };
}
