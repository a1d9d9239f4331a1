import type { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import type { Membership } from '../../src/domain/membership.ts';
import { membershipOf } from '../../src/slack/membership-of.ts';
import { slackPeople } from '../../src/slack/people.ts';

const actor: Actor = { workspaceId: 'T1', userId: 'U1', teamId: 'T1' };

describe('what somebody is in a workspace', () => {
  test.each<[Membership, Parameters<typeof membershipOf>[0], Actor?]>([
    ['owner', { team_id: 'T1', is_admin: true, is_owner: true }],
    ['owner', { team_id: 'T1', is_primary_owner: true }],
    ['admin', { team_id: 'T1', is_admin: true }],
    ['member', { team_id: 'T1' }],
    ['guest', { team_id: 'T1', is_restricted: true }],
    ['guest', { team_id: 'T1', is_restricted: true, is_ultra_restricted: true }],
    ['stranger', { team_id: 'T2' }],
    ['stranger', { team_id: 'T2', is_admin: true }],
    ['stranger', { team_id: 'T1', is_stranger: true }],
    ['stranger', { team_id: 'T1', deleted: true, is_owner: true }],
    ['stranger', { team_id: 'T1', is_bot: true }],
    ['member', { team_id: 'T2', enterprise_user: { enterprise_id: 'E1', teams: ['T1', 'T2'] } }],
    ['stranger', { team_id: 'T2', enterprise_user: { enterprise_id: 'E1', teams: ['T2'] } }],
    [
      'admin',
      { team_id: 'T2', is_admin: true, enterprise_user: { enterprise_id: 'E1' } },
      { ...actor, workspaceId: 'E1' },
    ],
  ])('%s: %j', (membership, user, by = actor) => {
    expect(membershipOf(user, by)).toBe(membership);
  });
});

/** People over a Slack that answers with this user, each time afresh. */
function peopleBy(user: () => unknown, now: () => number = () => 1_000) {
  const info = async () => ({ ok: true, user: user() });
  // Only users.info is called.
  const client = { users: { info } } as unknown as WebClient;
  return slackPeople({ clock: { now }, clientOf: async () => client });
}

test('Slack is asked once a minute: a demoted admin is one no longer', async () => {
  let isAdmin = true;
  let now = 1_000;
  let asked = 0;
  const people = peopleBy(
    () => {
      asked++;
      return { id: 'U1', team_id: 'T1', is_admin: isAdmin, tz: 'Europe/Berlin' };
    },
    () => now,
  );
  expect(await people.person(actor)).toEqual({ userId: 'U1', membership: 'admin', zone: 'Europe/Berlin' });
  isAdmin = false;
  now += 59;
  expect((await people.person(actor)).membership).toBe('admin');
  now += 1;
  expect((await people.person(actor)).membership).toBe('member');
  expect(asked).toBe(2);
});

test('what is known of somebody in one team says nothing of another team of the organisation', async () => {
  const people = peopleBy(() => ({ id: 'U1', team_id: 'T1' }));
  expect((await people.person(actor)).membership).toBe('member');
  expect((await people.person({ workspaceId: 'T2', teamId: 'T2', userId: 'U1' })).membership).toBe(
    'stranger',
  );
});

test('a failure to ask Slack is not remembered, and lets nobody in', async () => {
  let fails = true;
  const people = peopleBy(() => {
    if (fails) throw new Error('Slack does not answer.');
    return { id: 'U1', team_id: 'T1' };
  });
  await expect(people.person(actor)).rejects.toThrow('Slack does not answer.');
  fails = false;
  expect((await people.person(actor)).membership).toBe('member');
});

test('admins are found behind thousands who have left', async () => {
  const list = ({ cursor }: { readonly cursor?: string }) => {
    const page = Number(cursor ?? 0);
    const isLast = page === 7;
    return {
      members: [
        isLast
          ? { id: 'U7', team_id: 'T1', is_admin: true }
          : { id: `U${page}`, team_id: 'T1', is_admin: true, deleted: true },
      ],
      response_metadata: { next_cursor: isLast ? '' : String(page + 1) },
    };
  };
  // Only this one of its methods is called.
  const client = { users: { list: async (options: object) => list(options) } } as unknown as WebClient;
  const people = slackPeople({ clock: { now: () => 0 }, clientOf: async () => client });
  expect(await people.admins({ workspaceId: 'T1', teamId: 'T1' })).toEqual(['U7']);
});
