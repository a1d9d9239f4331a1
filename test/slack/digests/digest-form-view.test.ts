import { expect, test } from 'vitest';
import { draftOf, newDraft } from '../../../src/slack/digests/digest-form.ts';
import { digestFormView } from '../../../src/slack/digests/digest-form-view.ts';
import { stopView } from '../../../src/slack/digests/stop-view.ts';
import { NOW } from '../records.ts';
import { viewOf } from '../view-of.ts';
import { digest } from './digest-fixture.ts';
import { listed } from './listed-fixture.ts';

const name = '<!channel> & '.repeat(20).slice(0, 255);
const proposed = newDraft({ zone: 'Europe/Berlin', channelId: 'C1', collection: { id: 'c1', name } });

function inputs(mayPostToChannels: boolean, draft = proposed) {
  const view = digestFormView({ draft, mayPostToChannels, isPaused: null, now: NOW });
  viewOf(view);
  return view.blocks.map(({ block_id }) => block_id).filter((id) => id !== undefined);
}

test('who may post to channels chooses the place, and a name of 255 characters fits', () => {
  expect(inputs(true).slice(0, 3)).toEqual(['to', 'channel', 'collection']);
});

test('a viewer has no place to choose', () => {
  expect(inputs(false, { ...proposed, to: 'me' })).not.toContain('to');
  expect(inputs(false, { ...proposed, to: 'me' })).not.toContain('channel');
});

test('after how many days an open incident counts is asked only where weeks may be left out', () => {
  expect(inputs(true)).not.toContain('days');
  expect(inputs(true, { ...proposed, quiet: true })).toContain('days');
});

test('a stored one that is paused says so and can be resumed', () => {
  const draft = draftOf(digest(), name);
  const { words, labels } = viewOf(
    digestFormView({ draft, mayPostToChannels: true, isPaused: true, now: NOW }),
  );
  expect(words).toContain('*Paused:*');
  expect(labels).toEqual(expect.arrayContaining(['Preview', 'Resume', 'Delete…']));
});

test('who may not change a digest is told who can, and may mute it', () => {
  const { words, labels } = viewOf(stopView(listed({ mayChange: false, collection: name }), 'U2'));
  expect(words).toContain('<@U1> configured it');
  expect(words).not.toContain('<!channel>');
  expect(labels).toEqual(['Mute this one…', 'One of my own']);
});

test('one that is paused already cannot be muted', () => {
  const paused = { kind: 'person', userId: 'U1', at: NOW } as const;
  expect(viewOf(stopView(listed({ digest: { paused } }), 'U2')).labels).toEqual(['One of my own']);
});
