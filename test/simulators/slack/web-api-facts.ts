import { OTHER_TEAM_ID, TEAM } from './emulator.ts';
import { type Json, object, objects, text } from './json.ts';
import { type Answer, type Forward, failed } from './web-api-answer.ts';
import type { World } from './world.ts';

export function withPeople(world: World, answer: Answer, teamId: unknown = TEAM.id): Answer {
  const complete = (user: Json): Json => {
    const person = world.directory.findPerson(text(user.id));
    if (person === undefined) return user;
    return {
      ...user,
      // The same people are in each team that the app is installed in.
      team_id: person.teamId === TEAM.id ? teamId : person.teamId,
      deleted: person.deleted,
      tz: person.zone,
      tz_label: person.zone,
      tz_offset: zoneOffset(person.zone, world.now()),
      is_admin: person.admin,
      is_owner: person.owner,
      is_primary_owner: person.owner,
      is_restricted: person.guest !== null,
      is_ultra_restricted: person.guest === 'single',
      is_stranger: person.stranger,
    };
  };
  if (answer.user !== undefined) return { ...answer, user: complete(object(answer.user)) };
  // emulate seeds somebody of its own, whom nobody here knows.
  if (answer.members !== undefined)
    return {
      ...answer,
      members: objects(answer.members)
        .filter((user) => user.is_bot === true || world.directory.findPerson(text(user.id)))
        .map(complete),
    };
  return answer;
}

export async function conversations(
  world: World,
  method: string,
  args: Json,
  forward: Forward,
): Promise<Answer> {
  const asked = world.directory.findChannel(text(args.channel));
  if (asked?.private === true && !asked.bot) return failed('channel_not_found');
  const answer = await forward();
  if (answer.ok !== true) return answer;
  if (method === 'conversations.members')
    return asked === undefined ? answer : { ...answer, members: asked.members };
  if (method === 'conversations.list') {
    const visible = objects(answer.channels).filter((one) => {
      const channel = world.directory.findChannel(text(one.id));
      return channel !== undefined && (!channel.private || channel.bot);
    });
    return { ...answer, channels: visible.map((one) => withSharing(world, one)) };
  }
  return { ...answer, channel: withSharing(world, object(answer.channel)) };
}

export function botConversations(world: World, args: Json): Answer {
  const types = (text(args.types) || 'public_channel').split(',');
  const channels = world.directory.channels
    .filter((one) => one.bot && types.includes(one.private ? 'private_channel' : 'public_channel'))
    .filter((one) => args.exclude_archived !== true || !one.archived)
    .map((one) => withSharing(world, { id: one.id, name: one.name, is_private: one.private }));
  return { ok: true, channels, response_metadata: { next_cursor: '' } };
}

function withSharing(world: World, conversation: Json): Json {
  const channel = world.directory.findChannel(text(conversation.id));
  if (channel === undefined) return conversation;
  return {
    ...conversation,
    is_archived: channel.archived,
    is_member: channel.bot,
    is_shared: channel.shared,
    is_ext_shared: channel.shared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    num_members: channel.members.length,
    context_team_id: TEAM.id,
    shared_team_ids: channel.shared ? [TEAM.id, OTHER_TEAM_ID] : [TEAM.id],
    ...(channel.shared ? { connected_team_ids: [OTHER_TEAM_ID] } : {}),
  };
}

function zoneOffset(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    timeZoneName: 'longOffset',
  }).formatToParts(at);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}
