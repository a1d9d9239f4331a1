import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from '../../src/domain/csv.ts';
import { readCsv } from '../fixtures/read-csv.ts';

test('every text comes back as it was, or with an apostrophe before it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (texts) => {
      const [row] = readCsv(csvLine(texts));
      expect(row?.map((text, index) => (text === texts[index] ? text : text.replace(/^'/, '')))).toEqual(
        texts,
      );
    }),
  );
});

test('numbers stand as they are, negative ones too', () => {
  expect(csvLine([-1, 2.5, 'a,b'])).toBe('-1,2.5,"a,b"\r\n');
});
