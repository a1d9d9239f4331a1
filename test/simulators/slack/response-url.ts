import { identified } from './controls.ts';
import { APP } from './emulator.ts';
import type { Interaction } from './interactions.ts';
import { type Json, object, text } from './json.ts';
import type { Message } from './messages.ts';
import { acceptsMessage, note, type World } from './world.ts';

/** What a POST to a response URL gets; Slack answers `ok` in plain words. */
export async function answerResponseUrl(
  world: World,
  id: string,
  body: string,
): Promise<{ status: number; body: string }> {
  const interaction = world.interactions.respond(id);
  if (typeof interaction === 'string') {
    note(world, 'response_url', [interaction], body);
    return { status: 404, body: JSON.stringify({ ok: false, error: interaction }) };
  }
  const message = object(JSON.parse(body));
  if (message.delete_original === true) {
    const original = source(world, interaction);
    if (original !== undefined) world.messages.remove(original);
    return { status: 200, body: 'ok' };
  }
  if (!acceptsMessage(world, 'response_url', message))
    return { status: 400, body: JSON.stringify({ ok: false, error: 'invalid_blocks' }) };
  await show(world, interaction, message);
  return { status: 200, body: 'ok' };
}

/**
 * Puts an answer before the person: through the response URL, or in the acknowledgement of a command.
 * `replace_original` does nothing for a command, which has no original: a second message appears.
 *
 * @see https://github.com/slackapi/bolt-js/issues/2287
 */
export async function show(
  world: World,
  interaction: Interaction,
  message: Json,
): Promise<Message | undefined> {
  const blocks = identified(message.blocks, world.freshId);
  const original = message.replace_original === true ? source(world, interaction) : undefined;
  if (original !== undefined)
    return world.messages.replace(original, {
      text: text(message.text),
      blocks,
      interaction: interaction.id,
    });
  const channel = interaction.channel;
  if (channel === null) return undefined;
  const isPublic = message.response_type === 'in_channel';
  // Where the bot is a member emulate must know the message, so that the app can update it later.
  const known =
    isPublic && world.directory.findChannel(channel)?.bot === true
      ? await world.emulated.drive('chat.postMessage', { channel, text: message.text, blocks }, APP.botToken)
      : {};
  return world.messages.add({
    ts: text(known.ts) || world.messages.nextTs(world.now()),
    channel,
    user: APP.botUserId,
    text: text(message.text),
    blocks,
    threadTs: text(message.thread_ts) || null,
    ephemeralTo: isPublic ? null : interaction.user,
    interaction: interaction.id,
  });
}

function source(world: World, interaction: Interaction): Message | undefined {
  if (interaction.source === null) return undefined;
  return world.messages.find(interaction.source.channel, interaction.source.ts);
}
