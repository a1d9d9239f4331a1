import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Everything that the app can say, with what it fills in left open. */
const said = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join('src', name), 'utf8').replaceAll(/\$\{[^}]*\}/g, '…'))
  .join('\n');

/** What Slack itself says where the app does not answer. */
const OF_SLACK = ['did not respond', 'dispatch_failed', 'operation_timeout', 'is not a valid command'];

/** The symptoms that stand in quotes or as code in the first column, but for commands and routes. */
function quoted(): string[] {
  const rows = readFileSync('docs/troubleshooting.md', 'utf8').matchAll(/^\| (.*?) \|/gm);
  return [...rows]
    .flatMap(([, cell = '']) => [...cell.matchAll(/"([^"]+)"|`([^`]+)`/g)])
    .map(([, words, code]) => words ?? code ?? '')
    .filter((phrase) => !phrase.startsWith('/') && !OF_SLACK.includes(phrase));
}

test('what troubleshooting quotes of the app is what the app says', () => {
  const phrases = quoted();
  expect(phrases.length).toBeGreaterThan(15);
  const parts = phrases.flatMap((phrase) =>
    phrase.split(/…|SLACK_BOT_TOKEN|\d[\d:]*(?: %)?/).map((part) => part.trim()),
  );
  expect(parts.filter((part) => !said.includes(part))).toEqual([]);
});
