import { type ClientBase, escapeLiteral, Query } from 'pg';

/** The fields of a row, as the database sends them; `null` where it has none. They hold until the next row: what is kept is copied. */
export type BinaryRow = readonly (Buffer | null)[];

/** What {@link copyOut} takes for `$1, $2, …`. Numbers are whole. */
export type CopyValue = string | number | readonly number[];

/**
 * The rows of a question as bytes. The driver reads everything else as text: of bytes it makes twice as many characters, which
 * are most of the work where a question has many.
 *
 * @param values written into the question: this statement of PostgreSQL's takes none
 * @param take called for each row, in order
 */
export function copyOut(
  client: ClientBase,
  question: string,
  values: readonly CopyValue[],
  take: (row: BinaryRow) => void,
): Promise<void> {
  const whole = question.replace(/\$(\d+)/g, (_, place) => literalOf(values[place - 1]));
  return new Promise((done, failed) => {
    client.query(new CopyOut(whole, take, (error) => (error ? failed(error) : done())));
  });
}

function literalOf(value: CopyValue | undefined): string {
  if (value === undefined) throw new RangeError('A value of the question is missing.');
  return escapeLiteral(typeof value === 'object' ? `{${value.join()}}` : String(value));
}

class CopyOut extends Query {
  readonly #take: (row: BinaryRow) => void;
  #isFirst = true;
  #problem: Error | undefined;

  constructor(question: string, take: (row: BinaryRow) => void, ended: (error: Error | undefined) => void) {
    super(`copy (${question}) to stdout (format binary)`, (error) => ended(error ?? this.#problem));
    this.#take = take;
  }

  /** Called by the driver with each row: the server sends one a message. What fails here fails the question, when it has ended. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    if (this.#problem) return;
    try {
      const row = this.#isFirst ? chunk.subarray(headerLength(chunk)) : chunk;
      this.#isFirst = false;
      if (row.byteLength > 0 && row.readInt16BE(0) !== END) this.#take(fieldsOf(row));
    } catch (error) {
      this.#problem = error instanceof Error ? error : new Error(String(error));
    }
  }
}

/** Signature and flags, then an extension that says how long it is. */
const EXTENSION_LENGTH_AT = 15;
const INT32 = 4;
const END = -1;
const NULL = -1;

/** @see https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS-BINARY */
function headerLength(chunk: Buffer): number {
  return EXTENSION_LENGTH_AT + INT32 + chunk.readInt32BE(EXTENSION_LENGTH_AT);
}

function fieldsOf(row: Buffer): BinaryRow {
  let at = 2;
  return Array.from({ length: row.readInt16BE(0) }, () => {
    const length = row.readInt32BE(at);
    at += INT32;
    if (length === NULL) return null;
    at += length;
    return row.subarray(at - length, at);
  });
}
