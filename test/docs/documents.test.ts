import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCommand } from '../../src/slack/command/command-text.ts';
import { parseQuestion } from '../../src/slack/mttr/question-text.ts';
import { brokenLink, documents, fenced, linksOf } from './documents.ts';

const pages = documents();
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }; // npm keeps it so

describe.each(pages.map((page) => ({ page, path: page.path })))('$path', ({ page }) => {
  test('every link and picture leads somewhere', () => {
    const broken = linksOf(page)
      .filter((link) => !/^(https?:|mailto:)/.test(link))
      .map((link) => ({ link, why: brokenLink(page, link) }))
      .filter(({ why }) => why !== null);
    expect(broken).toEqual([]);
  });

  test('every link that leads out is https', () => {
    const out = linksOf(page).filter((link) => /^\w+:/.test(link) && !link.startsWith('mailto:'));
    expect(out.filter((link) => !URL.canParse(link) || new URL(link).protocol !== 'https:')).toEqual([]);
  });

  test('every file of the project that it names is there', () => {
    const named = [...page.text.matchAll(/`((?:src|test|docs|scripts|demo|bin|\.ci)\/[\w./-]+)`/g)].map(
      ([, path]) => path ?? '',
    );
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });

  test('every npm script that it names is there', () => {
    const named = [...page.text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('every command for Slack is understood by the real grammar', () => {
    const lines = [
      ...fenced(page, '').flatMap((block) => block.split('\n')),
      ...[...page.text.matchAll(/`(\/sei-[^`]+)`/g)].map(([, line]) => line ?? ''),
    ].filter((line) => line.startsWith('/sei-'));
    const wrong = lines.filter((line) => !isUnderstood(line.replace(/ {2,}.*$/, '').trim()));
    expect(wrong).toEqual([]);
  });
});

test('links are found in whichever way they are written', () => {
  const text = [
    '[a](a.md) [b](b.md "with a title") ![c](c.png)',
    '<img src="d.png" width="300"> <img width="300" src="e.png"> <a href="f.md">f</a>',
    '[g]: g.md',
    'at <https://h.example>',
    '```',
    '[not one](in-a-block.md)',
    '```',
  ].join('\n');
  expect(linksOf({ path: 'x.md', text })).toEqual([
    'a.md',
    'b.md',
    'c.png',
    'd.png',
    'e.png',
    'f.md',
    'g.md',
    'https://h.example',
  ]);
});

test('every document that a form for issues sends people to is there', () => {
  const forms = readdirSync('.github/ISSUE_TEMPLATE').map((name) =>
    readFileSync(`.github/ISSUE_TEMPLATE/${name}`, 'utf8'),
  );
  const named = forms.join('\n').match(/docs\/[\w-]+\.md/g) ?? [];
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

test('every picture in docs/pictures stands in a document, and all are small', () => {
  const shown = pages
    .flatMap((page) => linksOf(page))
    .filter((link) => link.includes('pictures/'))
    .map((link) => basename(link));
  const there = readdirSync('docs/pictures');
  expect(there.filter((name) => !shown.includes(name))).toEqual([]);
  const bytes = there.reduce((sum, name) => sum + statSync(`docs/pictures/${name}`).size, 0);
  expect(bytes).toBeLessThan(3_000_000);
});

function isUnderstood(line: string): boolean {
  const [command = '', ...words] = line.split(' ');
  const text = words.join(' ');
  // A pattern such as `pause|resume <name>` or `…` stands for several commands.
  if (/[|<[…]/.test(text)) return true;
  if (command === '/sei-pagerduty') return parseCommand(text).kind !== 'unknown';
  if (command !== '/sei-mttr') return false;
  return text === 'help' || text === 'help metric' || parseQuestion(text).ok;
}
