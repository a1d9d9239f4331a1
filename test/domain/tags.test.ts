import { expect, test } from 'vitest';
import { tagsProblem, tidiedTags } from '../../src/domain/tags.ts';

test('nothing stands around a tag, and none is there twice, whatever its case', () => {
  expect(tidiedTags([' core ', 'EU', '', ' ', 'eu', 'Zu\u0308rich', 'zürich'])).toEqual([
    'core',
    'eu',
    'zürich',
  ]);
});

test('20 tags of 40 characters are the most', () => {
  const longest = 'x'.repeat(40);
  expect(tagsProblem(Array.from({ length: 20 }, () => longest))).toBeNull();
  expect(tagsProblem(Array.from({ length: 21 }, () => 'x'))).toBe('At most 20 tags.');
  expect(tagsProblem([`${longest}x`])).toBe('At most 40 characters a tag.');
});
