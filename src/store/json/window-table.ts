import type { CodedColumn } from '../../domain/coded-column.ts';
import type { IncidentTable } from '../../domain/incident-table.ts';
import type { CodedColumnName, CodedValues, NumberColumn } from './columns.ts';
import type { Dictionaries } from './dictionaries.ts';
import { gatherCodes, gatherNumbers, lengthOf, type Piece } from './gather.ts';

/** Rows of one integration. */
export interface IntegrationPiece extends Piece {
  readonly integrationId: string;
}

/**
 * The table of some rows of the store. A column is put together when it is first read, so that a question pays only
 * for what it looks at. Rows never change, so that it stays as it was when it was asked for.
 */
export class WindowTable implements IncidentTable {
  readonly length: number;
  readonly #pieces: readonly IntegrationPiece[];
  readonly #dictionaries: Dictionaries;
  readonly #numbers = new Map<NumberColumn, Uint32Array>();
  readonly #codes = new Map<CodedColumnName, CodedColumn<unknown>>();
  #integration: CodedColumn<string> | null = null;

  constructor(pieces: readonly IntegrationPiece[], dictionaries: Dictionaries) {
    this.#pieces = pieces;
    this.#dictionaries = dictionaries;
    this.length = lengthOf(pieces);
  }

  get number() {
    return this.#numbersOf('number');
  }
  get createdAt() {
    return this.#numbersOf('createdAt');
  }
  get updatedAt() {
    return this.#numbersOf('updatedAt');
  }
  get resolvedAt() {
    return this.#numbersOf('resolvedAt');
  }
  get acknowledgedAt() {
    return this.#numbersOf('acknowledgedAt');
  }
  get lastWorkedAt() {
    return this.#numbersOf('lastWorkedAt');
  }
  get titleHash() {
    return this.#numbersOf('titleHash');
  }
  get keyHash() {
    return this.#numbersOf('keyHash');
  }
  get service() {
    return this.#codesOf('service');
  }
  get priority() {
    return this.#codesOf('priority');
  }
  get urgency() {
    return this.#codesOf('urgency');
  }
  get status() {
    return this.#codesOf('status');
  }
  get ending() {
    return this.#codesOf('ending');
  }
  get teams() {
    return this.#codesOf('teams');
  }
  get severities() {
    return this.#codesOf('severities');
  }
  get responders() {
    return this.#codesOf('responders');
  }

  get integration(): CodedColumn<string> {
    this.#integration ??= this.#gatherIntegrations();
    return this.#integration;
  }

  id(row: number): string {
    let first = 0;
    for (const { segment, rows, length } of this.#pieces) {
      if (row < first + length) return segment.id(rows ? (rows[row - first] as number) : row - first);
      first += length;
    }
    throw new RangeError(`Row ${row} of a table of ${this.length}.`);
  }

  #numbersOf(name: NumberColumn): Uint32Array {
    const column = this.#numbers.get(name) ?? gatherNumbers(this.#pieces, name);
    this.#numbers.set(name, column);
    return column;
  }

  #codesOf<Name extends CodedColumnName>(name: Name): CodedColumn<CodedValues[Name]> {
    const column = this.#codes.get(name) ?? gatherCodes(this.#pieces, name, this.#dictionaries);
    this.#codes.set(name, column);
    return column as CodedColumn<CodedValues[Name]>; // kept under its own name
  }

  #gatherIntegrations(): CodedColumn<string> {
    const values = [...new Set(this.#pieces.map(({ integrationId }) => integrationId))];
    const codes = new Uint32Array(this.length);
    let first = 0;
    for (const { integrationId, length } of this.#pieces) {
      codes.fill(values.indexOf(integrationId), first, first + length);
      first += length;
    }
    return { codes, values };
  }
}
