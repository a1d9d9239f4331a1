import { identified } from './controls.ts';
import { APP } from './emulator.ts';
import { type Json, object, objects, text } from './json.ts';
import { type Answer, badArguments, type Forward, failed } from './web-api-answer.ts';
import { acceptsMessage, type World } from './world.ts';

/** Why the bot may not write there, or nothing. `U…` is a person's direct message with the bot. */
function refusalToWrite(world: World, name: string): string | undefined {
  if (/^D/.test(name)) return undefined;
  const person = /^[UW]/.test(name) ? world.directory.findPerson(name) : undefined;
  if (person !== undefined) return person.deleted ? 'account_inactive' : undefined;
  const channel = world.directory.findChannel(name);
  if (channel === undefined || (channel.private && !channel.bot)) return 'channel_not_found';
  if (channel.archived) return 'is_archived';
  if (!channel.bot && !world.scopes.includes('chat:write.public')) return 'not_in_channel';
  return undefined;
}

export async function postMessage(world: World, args: Json, forward: Forward): Promise<Answer> {
  if (!acceptsMessage(world, 'chat.postMessage', args)) return failed('invalid_blocks');
  const target = text(args.channel);
  const refusal = refusalToWrite(world, target);
  if (refusal !== undefined) return failed(refusal);
  const channel = world.directory.findChannel(target)?.id ?? target;
  const blocks = identified(args.blocks, world.freshId);
  const answer = await forward({ ...args, channel, ...(args.blocks === undefined ? {} : { blocks }) });
  if (answer.ok !== true) return answer;
  if (/^[UW]/.test(target)) world.directMessages.set(text(answer.channel), target);
  world.messages.add({
    ts: text(answer.ts),
    channel: text(answer.channel),
    user: APP.botUserId,
    text: text(args.text),
    blocks,
    threadTs: text(args.thread_ts) || null,
    metadata: args.metadata === undefined ? null : object(args.metadata),
  });
  return answer;
}

export async function postEphemeral(world: World, args: Json, forward: Forward): Promise<Answer> {
  if (!acceptsMessage(world, 'chat.postEphemeral', args)) return failed('invalid_blocks');
  const refusal = refusalToWrite(world, text(args.channel));
  if (refusal !== undefined) return failed(refusal);
  const channel = world.directory.findChannel(text(args.channel));
  if (channel !== undefined && !channel.members.includes(text(args.user)))
    return failed('user_not_in_channel');
  const blocks = identified(args.blocks, world.freshId);
  const answer = await forward({ ...args, ...(args.blocks === undefined ? {} : { blocks }) });
  if (answer.ok !== true) return answer;
  world.messages.add({
    ts: text(answer.message_ts),
    channel: channel?.id ?? text(args.channel),
    user: APP.botUserId,
    text: text(args.text),
    blocks,
    threadTs: text(args.thread_ts) || null,
    ephemeralTo: text(args.user),
  });
  return answer;
}

export async function updateMessage(world: World, args: Json, forward: Forward): Promise<Answer> {
  if (!acceptsMessage(world, 'chat.update', args)) return failed('invalid_blocks');
  const old = world.messages.find(text(args.channel), text(args.ts));
  // An ephemeral message can only be changed through the response_url of a click in it.
  if (old === undefined || old.ephemeralTo !== null) return failed('message_not_found');
  if (world.directory.findChannel(old.channel)?.archived === true) return failed('is_archived');
  const blocks = identified(args.blocks, world.freshId);
  const answer = await forward({ ...args, ...(args.blocks === undefined ? {} : { blocks }) });
  if (answer.ok === true) world.messages.replace(old, { text: text(args.text), blocks });
  return answer;
}

export async function deleteMessage(world: World, args: Json, forward: Forward): Promise<Answer> {
  const old = world.messages.find(text(args.channel), text(args.ts));
  const answer = await forward();
  if (answer.ok === true && old !== undefined) world.messages.remove(old);
  return answer;
}

export async function completeUpload(world: World, args: Json, forward: Forward): Promise<Answer> {
  const target = text(args.channel_id) || text(args.channels);
  if (target !== '') {
    if (!/^[CGDZ][A-Z0-9]{8,}$/.test(target))
      return badArguments('input must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$ [json-pointer:/channel_id]');
    const refusal = refusalToWrite(world, target);
    if (refusal !== undefined) return failed(refusal);
  }
  const answer = await forward();
  if (answer.ok !== true) return answer;
  const files = objects(answer.files);
  for (const file of files) world.sharedFiles.push({ ...file, channel: target });
  if (target !== '') {
    world.messages.add({
      ts: world.messages.nextTs(world.now()),
      channel: target,
      user: APP.botUserId,
      text: text(args.initial_comment),
      threadTs: text(args.thread_ts) || null,
      files,
    });
  }
  return answer;
}
