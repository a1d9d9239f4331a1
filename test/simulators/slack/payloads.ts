import type { Directory, Person } from './directory.ts';
import { APP, TEAM } from './emulator.ts';
import type { Json } from './json.ts';
import type { Message } from './messages.ts';
import type { View } from './views.ts';

/** Who acts and where, as every interaction payload says it. */
export function actorFields(person: Person): Json {
  return {
    api_app_id: APP.id,
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    team: { id: TEAM.id, domain: TEAM.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** The view or message that holds the control somebody used. */
export function containerFields(shown: Message | View, directory: Directory): Json {
  if (shown.kind === 'view')
    return { container: { type: 'view', view_id: shown.id }, view: viewPayload(shown) };
  const ephemeral = shown.ephemeralTo !== null;
  return {
    container: {
      type: 'message',
      message_ts: shown.ts,
      channel_id: shown.channel,
      is_ephemeral: ephemeral,
      ...(shown.threadTs === null ? {} : { thread_ts: shown.threadTs }),
    },
    channel: placeOf(shown.channel, directory),
    // Slack leaves the message out when it was ephemeral.
    ...(ephemeral ? {} : { message: messagePayload(shown) }),
  };
}

/** A conversation as payloads name it: private ones and direct messages go without their name. */
export function placeOf(nameOrId: string, directory: Directory): { id: string; name: string } {
  const channel = directory.findChannel(nameOrId);
  if (channel === undefined) return { id: nameOrId, name: 'directmessage' };
  return { id: channel.id, name: channel.private ? 'privategroup' : channel.name };
}

/**
 * The words of a command as Slack sends them where the manifest says `should_escape`: mentions and `& < >` are
 * escaped. Words that already hold escapes stay as they are.
 */
export function commandText(words: string, directory: Directory): string {
  if (/<[#@][CU]|&(amp|lt|gt);/.test(words)) return words;
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/(?<=^|\s|=)#([\w-]+)/g, (typed, name: string) => {
      const channel = directory.findChannel(name);
      return channel === undefined ? typed : `<#${channel.id}|${channel.name}>`;
    })
    .replace(/(?<=^|\s|=)@([\w-]+)/g, (typed, name: string) => {
      const person = directory.findPerson(name);
      return person === undefined ? typed : `<@${person.id}|${person.name}>`;
    });
}

export function viewPayload({ kind: _, ...view }: View): Json {
  return { ...view, app_installed_team_id: TEAM.id };
}

function messagePayload(message: Message): Json {
  return {
    type: 'message',
    user: message.user,
    bot_id: APP.botId,
    app_id: APP.id,
    ts: message.ts,
    text: message.text,
    blocks: message.blocks,
    team: TEAM.id,
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(message.metadata === null ? {} : { metadata: message.metadata }),
  };
}
