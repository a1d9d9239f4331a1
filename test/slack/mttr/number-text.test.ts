import { expect, test } from 'vitest';
import { ratioText } from '../../../src/slack/mttr/number-text.ts';

test.each([
  [0.604, '×0.6'],
  [2.64, '×2.6'],
  [12.3, '×12'],
  // In two figures a change that is ruled to be clear would look as if it might be none.
  [1.03, '×1.03'],
  [0.9971, '×0.997'],
  [1.0012, '×1.001'],
  [1, '×1'],
])('a ratio of %d reads %s', (ratio, text) => {
  expect(ratioText(ratio)).toBe(text);
});
