import type { WebClient } from '@slack/web-api';
import type { Clock } from '../domain/clock.ts';
import { MINUTE } from '../domain/duration.ts';
import type { People, Person } from '../people/people.ts';
import { membershipOf, type Place, type SlackUser } from './membership-of.ts';
import { rememberedFor } from './remembered.ts';
import { slackErrorCode } from './slack-error.ts';

/** Pages of a thousand that are looked through for admins; more, where these hold none: whoever left is listed as well. */
const ADMIN_PAGES = 5;
const MOST_PAGES = 50;
/** How Slack says that somebody is none of this workspace's people. */
const UNKNOWN: ReadonlySet<string> = new Set(['user_not_found', 'user_not_visible']);

interface SlackPeopleOptions {
  readonly clock: Clock;
  readonly clientOf: (workspaceId: string) => Promise<WebClient>;
}

/** People as `users.info` and `users.list` know them. */
export function slackPeople({ clock, clientOf }: SlackPeopleOptions): People {
  const persons = rememberedFor<Person>(clock, MINUTE, 5_000);
  const admins = rememberedFor<readonly string[]>(clock, MINUTE, 5_000);

  return {
    person(actor) {
      const { workspaceId, teamId, userId } = actor;
      return persons.of([workspaceId, teamId, userId], async () => {
        const user = await userInfo(await clientOf(workspaceId), userId);
        return {
          userId,
          membership: user === null ? 'stranger' : membershipOf(user, actor),
          zone: user?.tz ?? null,
        };
      });
    },
    admins(place) {
      const { workspaceId, teamId } = place;
      return admins
        .of([workspaceId, teamId], async () => listAdmins(await clientOf(workspaceId), place))
        .catch(() => []);
    },
  };
}

async function userInfo(client: WebClient, userId: string): Promise<SlackUser | null> {
  try {
    return (await client.users.info({ user: userId })).user ?? null;
  } catch (error) {
    if (UNKNOWN.has(slackErrorCode(error) ?? '')) return null;
    throw error;
  }
}

async function listAdmins(client: WebClient, place: Place): Promise<readonly string[]> {
  const found: { id: string; rank: number }[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < ADMIN_PAGES || (found.length === 0 && page < MOST_PAGES); page++) {
    const answer = await client.users.list({
      limit: 1_000,
      ...(place.teamId === place.workspaceId ? {} : { team_id: place.teamId }),
      ...(cursor ? { cursor } : {}),
    });
    for (const user of answer.members ?? []) {
      const membership = membershipOf(user, place);
      if (user.id && (membership === 'owner' || membership === 'admin'))
        found.push({ id: user.id, rank: rankOf(user) });
    }
    cursor = answer.response_metadata?.next_cursor;
    if (!cursor) break;
  }
  return found.toSorted((a, b) => a.rank - b.rank).map(({ id }) => id);
}

function rankOf(user: SlackUser): number {
  if (user.is_primary_owner) return 0;
  return user.is_owner ? 1 : 2;
}
