import type { ClientBase, QueryResult, QueryResultRow } from 'pg';
import { type BinaryRow, type CopyValue, copyOut } from './copy-out.ts';
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
  /** Rows as bytes, see {@link copyOut}: for much in few rows. */
  copy(text: string, values: readonly CopyValue[], take: (row: BinaryRow) => void): Promise<void>;
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
    async copy(text, values, take) {
      try {
        await copyOut(client, text, values, take);
      } catch (error) {
        throw databaseErrorOf(error);
      }
    },
  };
}
