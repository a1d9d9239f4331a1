import type { AnyMiddlewareArgs } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { fairShare } from '../../../src/slack/fair-share/fair-share.ts';

/** Asks as Bolt does, and says what came of it. */
async function ask(middleware: ReturnType<typeof fairShare>, teamId: string, what: object) {
  const outcome = { worked: false, acknowledged: undefined as unknown, responses: [] as unknown[] };
  await middleware({
    context: { teamId, isEnterpriseInstall: false },
    ack: async (answer: unknown) => {
      outcome.acknowledged = answer ?? 'plainly';
    },
    respond: async (message: unknown) => outcome.responses.push(message),
    next: async () => {
      outcome.worked = true;
    },
    ...what,
  } as unknown as AnyMiddlewareArgs & Parameters<ReturnType<typeof fairShare>>[0]); // the parts of Bolt's arguments that are looked at
  return outcome;
}

const command = { command: { command: '/sei-mttr' }, body: {} };
const busy = async (what: object) => {
  const share = fairShare({ now: () => 0, share: { burst: 1, perSecond: 1 } });
  expect((await ask(share, 'T1', command)).worked).toBe(true);
  return ask(share, 'T1', what);
};

describe('T13 a workspace that asks too much', () => {
  test('gets a sentence, while the others are served', async () => {
    let now = 0;
    const share = fairShare({ now: () => now, share: { burst: 10, perSecond: 1 } });
    const flood = await Promise.all(Array.from({ length: 1_000 }, () => ask(share, 'T1', command)));
    expect(flood.filter(({ worked }) => worked)).toHaveLength(10);
    expect(flood.at(-1)?.acknowledged).toEqual({
      response_type: 'ephemeral',
      text: expect.stringContaining('try again in a minute'),
    });
    expect((await ask(share, 'T2', command)).worked).toBe(true);
    now += 60;
    expect((await ask(share, 'T1', command)).worked).toBe(true);
  });

  test('a button is told so, but not more often than costs little', async () => {
    const share = fairShare({ now: () => 0, share: { burst: 0, perSecond: 0 } });
    const button = { action: { action_id: 'x' }, body: { type: 'block_actions', response_url: 'https://x' } };
    const pressed = await Promise.all(Array.from({ length: 20 }, () => ask(share, 'T1', button)));
    expect(pressed.every(({ acknowledged, worked }) => acknowledged === 'plainly' && !worked)).toBe(true);
    expect(pressed.flatMap(({ responses }) => responses)).toHaveLength(5);
  });

  test('a submitted form shows it, and a menu stays empty', async () => {
    const submitted = await busy({ view: {}, body: { type: 'view_submission' } });
    expect(submitted.acknowledged).toMatchObject({ response_action: 'update', view: { type: 'modal' } });
    const menu = await busy({ options: { type: 'block_suggestion' }, body: {} });
    expect(menu.acknowledged).toEqual({ options: [] });
  });

  test('that the app was removed is heard all the same', async () => {
    expect((await busy({ event: { type: 'app_uninstalled' }, body: {} })).worked).toBe(true);
    expect((await busy({ event: { type: 'app_home_opened' }, body: {} })).worked).toBe(false);
  });
});
