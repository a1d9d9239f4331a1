import { createEmulator } from 'emulate';
import { type Channel, type ChannelSeed, Directory, type Person, type PersonSeed } from './directory.ts';
import { type Json, objects, text } from './json.ts';

/** The identity of the one app that is installed in the simulated workspace. */
export const APP = {
  id: 'A0SEIPD001',
  botId: 'B0SEIPD001',
  botUserId: 'U0SEIBOT01',
  botToken: 'xoxb-simulated-workspace-token',
  /** For Socket Mode. */
  appToken: 'xapp-1-simulated-app-token',
  clientId: '1000000000.2000000000',
  clientSecret: 'simulated-client-secret',
  signingSecret: 'simulated-signing-secret',
} as const;

/** `emulate` assigns this id to its only team. */
export const TEAM = { id: 'T000000001', name: 'Acme', domain: 'acme' } as const;
export const OTHER_TEAM_ID = 'T0PARTNERS';

/** Acts on emulate behind the app's back, with every scope. */
const DRIVER_TOKEN = 'xoxp-simulated-driver';

export interface Emulated {
  /** Origin of emulate itself; the app never sees it. */
  readonly origin: string;
  readonly directory: Directory;
  /** Calls a Web API method as the simulator, not as the app. */
  drive(method: string, args: Json, token?: string): Promise<Json>;
  /** Makes the bot a member of a channel. */
  admit(channel: Channel): Promise<void>;
  close(): Promise<void>;
}

/** Starts `emulate` with our people, channels and app in about 0.1 s. */
export async function startEmulator(options: {
  readonly users: readonly PersonSeed[];
  readonly channels: readonly ChannelSeed[];
  readonly scopes: readonly string[];
  readonly strictScopes: boolean;
  readonly redirectUris: readonly string[];
}): Promise<Emulated> {
  const first = options.users[0];
  if (first === undefined) throw new Error('A simulated workspace needs at least one person.');
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        team: { name: TEAM.name, domain: TEAM.domain },
        users: options.users.map((user) => ({
          name: user.name,
          real_name: user.realName ?? user.name,
          is_admin: user.admin === true || user.owner === true,
        })),
        channels: options.channels.map((channel) => ({
          name: channel.name,
          is_private: channel.private === true,
        })),
        oauth_apps: [
          {
            app_id: APP.id,
            client_id: APP.clientId,
            client_secret: APP.clientSecret,
            name: 'SEI PagerDuty',
            redirect_uris: options.redirectUris,
            scopes: options.scopes,
            bot_id: APP.botId,
            bot_user_id: APP.botUserId,
            bot_name: 'sei-pagerduty',
          },
        ],
        tokens: [
          {
            token: APP.botToken,
            type: 'bot',
            user_id: APP.botUserId,
            app_id: APP.id,
            client_id: APP.clientId,
            bot_id: APP.botId,
            bot_user_id: APP.botUserId,
            scopes: options.scopes,
          },
          { token: DRIVER_TOKEN, type: 'user', user: first.name, app_id: APP.id, bot_id: APP.botId },
        ],
        strict_scopes: options.strictScopes,
      },
    },
  });
  const origin = emulator.url.replace('//localhost', '//127.0.0.1');

  const drive = async (method: string, args: Json, token: string = DRIVER_TOKEN): Promise<Json> => {
    const response = await fetch(`${origin}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    const body: unknown = await response.json();
    return body as Json; // emulate answers every API call with a JSON object
  };

  const members = objects((await drive('users.list', { limit: 1000 })).members);
  const listed = await drive('conversations.list', { limit: 1000, types: 'public_channel,private_channel' });
  const directory = new Directory(
    options.users.map((seed) => person(seed, idOf(members, seed.name))),
    [],
  );
  const channels = options.channels.map((seed) =>
    channel(seed, idOf(objects(listed.channels), seed.name), directory),
  );
  const emulated: Emulated = {
    origin,
    directory: new Directory(directory.people, channels),
    drive,
    async admit(target) {
      if (!target.private) await drive('conversations.join', { channel: target.id });
      const answer = await drive('conversations.invite', { channel: target.id, users: APP.botUserId });
      if (answer.ok !== true && answer.error !== 'already_in_channel')
        throw new Error(`emulate does not let the bot into #${target.name}: ${text(answer.error)}`);
      target.bot = true;
    },
    close: () => emulator.close(),
  };
  for (const one of channels.filter((candidate) => candidate.bot)) await emulated.admit(one);
  return emulated;
}

function idOf(entries: readonly Json[], name: string): string {
  const found = entries.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`emulate did not seed "${name}".`);
  return text(found.id);
}

function person(seed: PersonSeed, id: string): Person {
  return {
    id,
    name: seed.name,
    realName: seed.realName ?? seed.name,
    zone: seed.zone ?? 'Europe/Berlin',
    admin: seed.admin === true || seed.owner === true,
    owner: seed.owner === true,
    guest: seed.guest ?? null,
    stranger: seed.stranger === true,
    deleted: seed.deleted === true,
    teamId: seed.stranger === true ? OTHER_TEAM_ID : TEAM.id,
  };
}

function channel(seed: ChannelSeed, id: string, directory: Directory): Channel {
  // A stranger is only where two organisations meet.
  const everybody = directory.people.filter((one) => !one.stranger || seed.shared === true);
  return {
    id,
    name: seed.name,
    private: seed.private === true,
    archived: seed.archived === true,
    shared: seed.shared === true,
    bot: seed.bot !== false,
    members: seed.members?.map((name) => directory.person(name).id) ?? everybody.map((one) => one.id),
  };
}
