import { describe, expect, test } from 'vitest';
import { BAD_MESSAGES, BAD_VIEWS, GOOD_MESSAGES, GOOD_VIEWS } from '../simulators/slack/block-examples.ts';
import { messageProblems, viewProblems } from '../simulators/slack/rules.ts';
import { blockKitSchema, contractsDir } from '../simulators/slack/schema.ts';

const schema = blockKitSchema();

describe.skipIf(schema === null)(`rules and schema agree (${contractsDir()}, skipped when absent)`, () => {
  test.each(GOOD_MESSAGES)('both take a message with $what', ({ body }) => {
    expect(messageProblems(body)).toEqual([]);
    expect(schema?.messageBlocks(body.blocks ?? [])).toEqual([]);
  });

  test.each(GOOD_VIEWS)('both take $what', ({ body }) => {
    expect(viewProblems(body)).toEqual([]);
    expect(schema?.view(body)).toEqual([]);
  });

  test.each(BAD_MESSAGES)('both refuse a message with $what', ({ body, beyondSchema }) => {
    expect(messageProblems(body)).not.toEqual([]);
    const found = schema?.messageBlocks(body.blocks ?? []);
    if (beyondSchema === true) expect(found).toEqual([]);
    else expect(found).not.toEqual([]);
  });

  test.each(BAD_VIEWS)('both refuse $what', ({ body, beyondSchema }) => {
    expect(viewProblems(body)).not.toEqual([]);
    if (beyondSchema === true) expect(schema?.view(body)).toEqual([]);
    else expect(schema?.view(body)).not.toEqual([]);
  });
});
