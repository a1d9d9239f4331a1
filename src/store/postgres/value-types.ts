import { types } from 'pg';

const BIGINT = 20;

/**
 * How values of PostgreSQL become values of ours: BIGINT (instants, sequences, counts) a number, which it always fits; the
 * driver's own way is text. Everything else as the driver has it.
 */
export const valueTypes = {
  getTypeParser(type: number, format?: 'text' | 'binary') {
    return type === BIGINT ? Number : types.getTypeParser(type, format);
  },
};
