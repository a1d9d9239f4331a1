import { expect, test } from 'vitest';
import { listMessage } from '../../../src/slack/digests/list-message.ts';
import { pauseText } from '../../../src/slack/digests/listed-text.ts';
import { whichMessage } from '../../../src/slack/digests/which-message.ts';
import { blocksOf } from '../blocks-of.ts';
import { NOW } from '../records.ts';
import { listed, slot } from './listed-fixture.ts';

const many = Array.from({ length: 200 }, (_, index) =>
  listed({ digest: { id: `d${index}` }, collection: `Team ${index}` }),
);
const shown = (from?: number) => blocksOf(listMessage(many, 'U1', from));
const pages = ({ buttons }: ReturnType<typeof shown>) =>
  buttons.map(([label, value]) => `${label} ${value ?? ''}`.trim());

test('200 digests come in pages, and each is on one of them', () => {
  const seen: string[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const page = shown(from);
    seen.push(...[...page.words.matchAll(/\*Team (\d+)\*/g)].map(([, index]) => index ?? ''));
    const next = page.buttons.find(([label]) => label.startsWith('Show '));
    from = next === undefined ? null : Number(next[1]);
  }
  expect(seen).toEqual(many.map((_, index) => String(index)));
});

test('a page says which it is, and leads on and back', () => {
  expect(shown(15).words).toContain('16–30 of 200');
  expect(shown(15).words).toContain('and 170 more');
  expect(pages(shown(15))).toEqual(['Back 0', 'Show 15 more 30', 'New digest']);
  expect(pages(shown(195))).toEqual(['Back 180', 'New digest']);
});

test('a page that is gone meanwhile is the first one', () => {
  expect(shown(500).words).toContain('1–15 of 200');
});

test('without any, it says what a digest is', () => {
  const { words, buttons } = blocksOf(listMessage([], 'U1'));
  expect(words).toContain('There are no digests yet');
  expect(buttons.map(([label]) => label)).toEqual(['New digest']);
});

test('names of 255 characters and of markup fit, in the list and where one is chosen', () => {
  const collection = '<!channel> & '.repeat(20).slice(0, 255);
  const digests = many.map((each) => ({ ...each, collection }));
  for (const message of [listMessage(digests, 'U1'), whichMessage('pause', digests, 'U1', collection)]) {
    expect(blocksOf(message).words).not.toContain('<!channel>');
  }
});

test('what it waits for names accounts as they are, without markup', () => {
  const last = slot({ state: 'waiting', retryAt: NOW, note: 'Waiting for the data of <!here> & co.' });
  expect(blocksOf(listMessage([listed({ last })], 'U1')).words).toContain(
    'Waiting for the data of &lt;!here&gt; &amp; co.',
  );
});

test('why it is paused has no markup either', () => {
  expect(pauseText({ kind: 'not shown there', sentence: '<!here> came in.', at: NOW })).toContain(
    '&lt;!here&gt; came in.',
  );
});

test.each([
  ['not_in_channel', 'Invite it: `/invite @SEI PagerDuty`'],
  ['channel_not_found', 'private or gone'],
  ['is_archived', 'archived'],
  ['something_new', 'something_new'],
])('paused by Slack with %s, it says what to do', (code, words) => {
  const paused = { kind: 'slack', code, at: NOW } as const;
  expect(blocksOf(listMessage([listed({ digest: { paused } })], 'U1')).words).toContain(words);
});

test.each([
  ['done', 'last sent'],
  ['skipped', 'nothing was worth saying'],
  ['failed', '*failed*'],
  ['unknown', 'not known whether it arrived'],
  ['posting', 'is being sent now'],
] as const)('a last time that is %s is told so', (state, words) => {
  expect(blocksOf(listMessage([listed({ last: slot({ state }) })], 'U1')).words).toContain(words);
});
