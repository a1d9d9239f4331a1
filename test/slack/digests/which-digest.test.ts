import { expect, test } from 'vitest';
import type { DigestVerb } from '../../../src/slack/digests/digest-actions.ts';
import { verbsFor } from '../../../src/slack/digests/list-message.ts';
import { ableTo, whichDigests } from '../../../src/slack/digests/which-digest.ts';
import { NOW } from '../records.ts';
import { listed } from './listed-fixture.ts';

const toMe = { kind: 'person', userId: 'U1' } as const;
const paused = { kind: 'person', userId: 'U1', at: NOW } as const;
const digests = [
  listed({ digest: { id: 'payments' }, collection: 'Teams / Payments' }),
  listed({ digest: { id: 'api', place: { kind: 'channel', channelId: 'C2' } }, collection: 'Payments API' }),
  listed({ digest: { id: 'all', collectionId: null, place: toMe }, collection: null }),
];
const found = (typed: string, raw = typed) =>
  whichDigests(digests, typed, raw).map(({ digest }) => digest.id);

test.each([
  ['nothing: all of them', '', ['payments', 'api', 'all']],
  ['a whole name before a part of one', 'payments', ['payments']],
  ['a part of a name', 'pay', ['payments', 'api']],
  ['whatever the case', 'PAYMENTS api', ['api']],
  ['me', 'me', ['all']],
  ['all services', 'all services', ['all']],
  ['nothing that there is', 'fraud', []],
])('typed is %s', (_, typed, ids) => {
  expect(found(typed)).toEqual(ids);
});

test('a channel, as Slack sends it', () => {
  expect(found('#payments', 'digest pause <#C2|payments>')).toEqual(['api']);
});

test('who may change it may do all but mute it', () => {
  expect(verbsFor(listed())).toEqual(['preview', 'send', 'edit', 'pause', 'delete']);
  expect(verbsFor(listed({ digest: { paused } }))).toEqual(['preview', 'send', 'edit', 'resume', 'delete']);
});

test('who may not may look at it, and mute it where it is posted', () => {
  expect(verbsFor(listed({ mayChange: false }))).toEqual(['preview', 'mute']);
  expect(verbsFor(listed({ mayChange: false, digest: { paused } }))).toEqual(['preview']);
  expect(verbsFor(listed({ mayChange: false, digest: { place: toMe } }))).toEqual(['preview']);
});

test.each([
  ['pause', 1],
  ['resume', 1],
  ['mute', 1],
  ['delete', 2],
] as const)('%s is offered where it can be done', (verb: DigestVerb, count) => {
  expect(ableTo([listed(), listed({ digest: { paused } })], verb)).toHaveLength(count);
});
