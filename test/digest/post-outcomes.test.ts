import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, WEEK } from '../../src/domain/duration.ts';
import { DUE, refused, type Scene, setScene } from './setup.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

describe('Slack', () => {
  test('that does not take a chart gets a picture, then words', async () => {
    scene.poster.outcomes.push(refused('invalid_blocks'), refused('invalid_blocks'));
    await scene.tickAt(DUE);
    expect(scene.poster.attempts).toEqual(['native', 'picture', 'text']);
    expect(scene.poster.posted).toHaveLength(1);
  });

  test('that takes no form at all: it failed, and the owner is told', async () => {
    scene.poster.outcomes.push(...['a', 'b', 'c'].map(() => refused('invalid_blocks')));
    await scene.tickAt(DUE);
    expect(await scene.slot()).toMatchObject({ state: 'failed' });
    expect(scene.poster.told).toMatchObject([{ to: 'U1', news: { kind: 'failed' } }]);
  });

  test('that wants to be left alone is left alone, and asked again', async () => {
    scene.poster.outcomes.push({ kind: 'rate limited', retryAfter: 30 });
    await scene.tickAt(DUE);
    expect(await scene.slot()).toMatchObject({ state: 'waiting', retryAt: DUE + 30 });
    await scene.tickAt(DUE + 29);
    expect(scene.poster.attempts).toHaveLength(1);
    await scene.close();
    scene = await setScene();
    scene.poster.outcomes.push({ kind: 'rate limited', retryAfter: 0 });
    await scene.tickAt(DUE);
    await scene.tickAt(DUE + MINUTE);
    expect(scene.poster.posted).toHaveLength(1);
    expect(scene.poster.told).toEqual([]);
  });

  test('that cannot be reached is tried again, ever more rarely, until the grace is over', async () => {
    const out = { kind: 'not sent', sentence: 'Slack could not be reached.' } as const;
    scene.poster.outcomes.push(...Array.from({ length: 500 }, () => out));
    for (let at = DUE; at < DUE + 80 * HOUR; at += 10 * MINUTE) await scene.tickAt(at);
    expect(scene.poster.attempts.length).toBeGreaterThan(50);
    expect(scene.poster.attempts.length).toBeLessThan(100);
    expect(await scene.slot()).toMatchObject({ state: 'failed', note: out.sentence });
    expect(scene.poster.told).toHaveLength(1);
  });

  test('that is back goes on with it', async () => {
    scene.poster.outcomes.push({ kind: 'not sent', sentence: 'No connection.' });
    await scene.tickAt(DUE);
    await scene.tickAt(DUE + 2 * MINUTE);
    expect(scene.poster.posted).toHaveLength(1);
  });

  test('that may have taken it is not asked again: the owner is told', async () => {
    scene.poster.outcomes.push({ kind: 'unknown', sentence: 'Slack did not answer.' });
    for (const at of [DUE, DUE + HOUR, DUE + DAY]) await scene.tickAt(at);
    expect(scene.poster.attempts).toHaveLength(1);
    expect(await scene.slot()).toMatchObject({ state: 'unknown', note: 'Slack did not answer.' });
    expect(scene.poster.told).toMatchObject([{ to: 'U1', news: { kind: 'unknown', slot: { dueAt: DUE } } }]);
  });

  test('whose client breaks in an unforeseen way may have taken it, too', async () => {
    scene.poster.outcomes.push(async () => {
      throw new TypeError('terminated');
    });
    for (const at of [DUE, DUE + HOUR]) await scene.tickAt(at);
    expect(scene.poster.attempts).toHaveLength(1);
    expect(await scene.slot()).toMatchObject({ state: 'unknown' });
  });

  test.each(['not_in_channel', 'is_archived', 'channel_not_found', 'restricted_action', 'user_disabled'])(
    'that says %s: the digest is paused, and the owner is told',
    async (code) => {
      scene.poster.outcomes.push(refused(code));
      await scene.tickAt(DUE);
      await scene.tickAt(DUE + HOUR);
      await scene.tickAt(DUE + WEEK);
      expect(scene.poster.attempts).toHaveLength(1);
      expect((await scene.digest()).paused).toEqual({ kind: 'slack', code, at: DUE });
      expect(scene.poster.told).toMatchObject([{ news: { kind: 'failed' }, digest: { paused: { code } } }]);
    },
  );

  test.each(['token_revoked', 'account_inactive', 'invalid_auth'])(
    'that says %s: it waits for a token, and goes on',
    async (code) => {
      scene.poster.outcomes.push(refused(code), refused(code));
      for (const at of [DUE, DUE + HOUR, DUE + 5 * HOUR]) await scene.tickAt(at);
      expect(scene.poster.posted).toHaveLength(1);
      expect((await scene.digest()).paused).toBeNull();
    },
  );

  test.each(['msg_too_long', 'missing_scope', 'a_word_nobody_knows'])(
    'that says %s: it failed, the owner is told, and the next one is tried again',
    async (code) => {
      scene.poster.outcomes.push(refused(code));
      await scene.tickAt(DUE);
      expect(await scene.slot()).toMatchObject({ state: 'failed', note: expect.stringContaining(code) });
      expect(scene.poster.told).toHaveLength(1);
      await scene.tickAt(DUE + WEEK);
      expect(scene.poster.posted).toHaveLength(1);
    },
  );

  test('that refuses the details does not get the message again', async () => {
    scene.poster.refusesDetails = true;
    for (const at of [DUE, DUE + HOUR]) await scene.tickAt(at);
    expect(scene.poster.posted).toHaveLength(1);
    expect(await scene.slot()).toMatchObject({ state: 'done' });
  });

  test('that does not take the news either hears them later', async () => {
    scene.poster.refusesNews = true;
    scene.poster.outcomes.push(refused('is_archived'));
    await scene.tickAt(DUE);
    scene.poster.refusesNews = false;
    await scene.tickAt(DUE + 5 * MINUTE);
    expect(scene.poster.told).toEqual([]);
    await scene.tickAt(DUE + 2 * HOUR);
    await scene.tickAt(DUE + 4 * HOUR);
    expect(scene.poster.told).toHaveLength(1);
  });
});
