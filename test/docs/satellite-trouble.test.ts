import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Everything that the satellite can say, with what it fills in left open. */
const said = ['bin', 'src/satellite/agent', 'src/pagerduty']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((path) => /\.(ts|mjs)$/.test(path))
  .map((path) => readFileSync(path, 'utf8').replaceAll(/\$\{[^}]*\}/g, '…'))
  .join('\n');

/** The phrases in the first column of the table of what satellites say. */
function quoted(): string[] {
  const [, trouble = ''] = readFileSync('docs/satellite.md', 'utf8').split('## Trouble');
  const [table = ''] = trouble.split('What the app answers');
  return [...table.matchAll(/^\| (`.*?`) (?:of .*? )?\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, phrase = '']) => phrase),
  );
}

test('what the documentation quotes of a satellite is what it says', () => {
  const phrases = quoted();
  expect(phrases.length).toBeGreaterThan(25);
  const parts = phrases.flatMap((phrase) => phrase.split(/…|NAME/).map((part) => part.trim()));
  expect(parts.filter((part) => !said.includes(part))).toEqual([]);
});
