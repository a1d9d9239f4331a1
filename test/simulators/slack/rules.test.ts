import { expect, test } from 'vitest';
import { BAD_MESSAGES, BAD_VIEWS, GOOD_MESSAGES, GOOD_VIEWS } from './block-examples.ts';
import { messageProblems, viewProblems } from './rules.ts';

test.each(GOOD_MESSAGES)('fine in a message: $what', ({ body }) => {
  expect(messageProblems(body)).toEqual([]);
});

test.each(GOOD_VIEWS)('fine as a view: $what', ({ body }) => {
  expect(viewProblems(body)).toEqual([]);
});

test.each(BAD_MESSAGES)('refused in a message: $what', ({ body, says }) => {
  expect(messageProblems(body).join('\n')).toContain(says);
});

test.each(BAD_VIEWS)('refused as a view: $what', ({ body, says }) => {
  expect(viewProblems(body).join('\n')).toContain(says);
});
