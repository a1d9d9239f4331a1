import { glob, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { shorten, shortenMrkdwn } from '../../src/slack/blocks/text.ts';
import { pathLabel } from '../../src/slack/collections/path-label.ts';
import { menuOption } from '../../src/slack/on-options.ts';
import { type Json, object, text } from '../simulators/slack/json.ts';
import { messageProblems, viewProblems } from '../simulators/slack/rules.ts';
import { optionProblems } from '../simulators/slack/rules-elements.ts';
import { blockKitSchema } from '../simulators/slack/schema.ts';
import { NAMED_MESSAGES, treeNamed } from './named-messages.ts';
import { homeNamed, NAMED_MODALS } from './named-views.ts';

const LONGEST = 255;
const filled = (piece: string) => piece.repeat(Math.ceil(LONGEST / piece.length)).slice(0, LONGEST);
const FAMILY = '👩‍👩‍👧‍👦';

const NAMES: readonly (readonly [kind: string, name: string])[] = [
  ['one letter', 'x'],
  ['one emoji', FAMILY],
  ['one character of markup', '*'],
  ['255 letters', filled('Wartung ')],
  ['255 characters without a gap', filled('x')],
  ['255 of which each is escaped', filled('&')],
  ['255 of mentions', filled('<!channel> <@U1> ')],
  ['255 of families', `x${FAMILY.repeat(23)}x`],
  ['255 of Hebrew', filled('שירות תשלומים ')],
  ['255 of bold, italic, struck and code', filled('*a* _b_ ~c~ `d` ')],
  ['255 of quotes and equals signs', filled('a="b" service=c, ')],
];

const schema = blockKitSchema();

/** Every text object in it, and the texts of options and buttons. */
function textsIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const here = object(value);
  const own = here.type === 'mrkdwn' || here.type === 'plain_text' ? [here] : [];
  return [...own, ...Object.values(here).flatMap(textsIn)];
}

/** What is wrong with a text as people would see it. */
function flaws({ type, text: value }: Json): string[] {
  const words = text(value);
  const found: string[] = [];
  if (!words.isWellFormed()) found.push('half a character');
  if (/\u200D…/u.test(words)) found.push('half a family');
  if (type !== 'mrkdwn') return found.map((flaw) => `${flaw}: ${words}`);
  const bare = words.replace(/<(?:@U\w+|#C\w+|!date\^[^<>]*|https?:[^<>]*|!subteam\^\w+)>/g, '');
  if (/[<>]/.test(bare)) found.push('markup that a name brought along, or that was cut');
  if (/&(?!(?:amp|lt|gt);)/.test(bare)) found.push('half an escaped character');
  return found.map((flaw) => `${flaw}: ${words}`);
}

/** As it goes over the wire. */
function onTheWire(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

describe.each(NAMES)('a name of %s', (_kind, name) => {
  test.each(Object.entries(NAMED_MESSAGES))('fits %s', (_surface, shown) => {
    const message = onTheWire(shown(name));
    expect(messageProblems(message)).toEqual([]);
    expect(schema?.messageBlocks(message.blocks) ?? []).toEqual([]);
    const all = [...textsIn(message.blocks), { type: 'mrkdwn', text: message.text }];
    expect(all.flatMap(flaws)).toEqual([]);
  });

  test.each(Object.entries(NAMED_MODALS))('fits %s', (_surface, shown) => {
    const view = onTheWire(shown(name));
    expect(viewProblems(view)).toEqual([]);
    expect(schema?.view(view) ?? []).toEqual([]);
    expect(textsIn(view).flatMap(flaws)).toEqual([]);
  });

  test('fits the Home', () => {
    const view = onTheWire(homeNamed(name));
    expect(viewProblems(view)).toEqual([]);
    expect(schema?.view(view) ?? []).toEqual([]);
    expect(textsIn(view).flatMap(flaws)).toEqual([]);
  });

  test('fits an entry of a menu', () => {
    const options = [
      menuOption(name, 'id'),
      ...treeNamed(name).map((node) => menuOption(pathLabel(node), 'id')),
    ];
    expect(options.flatMap((option) => optionProblems(onTheWire(option), 'option'))).toEqual([]);
    expect(options.flatMap((option) => flaws(onTheWire(option.text)))).toEqual([]);
  });
});

/** Shown without any name. */
const NAMELESS: readonly string[] = [
  'dataDeleteView',
  'dataMessage',
  'deletingView',
  'excludeView',
  'failureView',
  'metricHelp',
  'mttrHelp',
  'noticeView',
  'pagerDutyHelp',
  'refusalMessage',
  'refusedHome',
  'requestMessage',
  'roleFormView',
  'rolesMessage',
  'welcomeHome',
  'welcomeMessage',
];
/** Shown by another one that is tried. */
const WITHIN: readonly string[] = [
  'formView',
  'reportMessage',
  'unsettledMessage',
  'satelliteNotice',
  'homeView',
];

test('every message and view that is exported is tried', async () => {
  const shown =
    /^export function (\w+)\([\s\S]*?\): (?:Message|DigestMessage|ModalView|HomeView)(?: \| null)? \{/;
  const exported: string[] = [];
  for await (const path of glob('src/slack/**/*.ts')) {
    const code = await readFile(path, 'utf8');
    const functions = code.split(/^(?=\w)/m).flatMap((part) => shown.exec(part)?.[1] ?? []);
    exported.push(...functions);
  }
  const tried = [...Object.keys(NAMED_MESSAGES), ...Object.keys(NAMED_MODALS)].map(
    (key) => key.split(' ')[0],
  );
  expect([...new Set([...tried, ...NAMELESS, ...WITHIN])].toSorted()).toEqual(
    [...new Set(exported)].toSorted(),
  );
});

describe('what is too long', () => {
  test('ends with an ellipsis, and is as long as there is room', () => {
    expect(shorten(filled('x'), 75)).toBe(`${'x'.repeat(74)}…`);
    expect(shorten('x'.repeat(75), 75)).toBe('x'.repeat(75));
  });

  test.each([
    ['a family', `ab${FAMILY}`, 8],
    ['a flag', 'ab🇩🇪', 5],
    ['a letter with its accents', 'abe\u0301\u0302', 4],
    ['a hand with its colour', 'ab👍🏽', 5],
  ])('%s stays whole or is left out', (_kind, name, room) => {
    expect(shorten(name, room)).toBe('ab…');
  });

  test('an escaped character, a mention and a date stay whole or are left out', () => {
    expect(shortenMrkdwn('ab&amp;cd', 6)).toBe('ab…');
    expect(shortenMrkdwn('ab <@U0123456> cd', 10)).toBe('ab …');
    expect(shortenMrkdwn('ab <!date^1^{date_short}|1 Jan> and more', 24)).toBe('ab …');
    expect(shortenMrkdwn('ab &amp; cd', 11)).toBe('ab &amp; cd');
  });

  test('of a path its end is shown: that is the name', () => {
    const [, , below] = treeNamed('Payments at night, in the northern region of the country');
    expect(below && pathLabel(below)).toBe('… › Payments at night, in the northern region of the country');
    expect(treeNamed('Pay').map(pathLabel)).toEqual([
      'Pay › Pay',
      'Pay › Pay › Pay',
      'Pay › Pay › Pay › Pay',
    ]);
  });
});
