import { expect, test } from 'vitest';
import { exclusionsView } from '../../../src/slack/exclusions/exclusions-view.ts';
import { exclusionNamed } from '../named.ts';

test.each([
  [91, 'and 1 older one'],
  [92, 'and 2 older ones'],
])('of %i exclusions the view has room for 90: %s', (count, words) => {
  const exclusions = Array.from({ length: count }, () => exclusionNamed('a drill'));
  expect(exclusionsView(exclusions, false).blocks.at(-1)).toMatchObject({ text: { text: words } });
});
