/**
 * A Slack workspace for tests and the demo: `emulate` behind a proxy of ours that records every call, refuses
 * what Slack refuses, and sends signed commands, clicks, forms and events to the app.
 *
 * ```ts
 * const slack = await startSlack();               // 0.2 s; afterAll: await slack.stop()
 * const app = await startApp({ SLACK_API_URL: slack.url, SLACK_BOT_TOKEN: slack.botToken,
 *                              SLACK_SIGNING_SECRET: slack.signingSecret, … });
 * slack.setAppUrl(`http://127.0.0.1:${app.port}`); // deliveries go to <appUrl>/slack/events
 *
 * const alice = slack.person('alice');             // owner; adam: admin; bob, carol: members;
 *                                                  // gina, uma: guests; sam: of another organisation
 * const asked = await alice.command('/sei-mttr', 'service=checkout', { channel: 'payments' });
 * const answer = await asked.reply();              // first message through ack or response_url
 * const more = await alice.click(answer, 'By priority');        // action_id or what the button says
 * const view = await (await alice.click(answer, 'Connect')).opened();  // modal opened by its trigger
 * const sent = await alice.submit(view, { name: 'Production', region: 'EU' });  // by block_id, action_id or label
 * sent.errors;                                     // the app's errors by block_id, {} when accepted
 * await slack.until(() => slack.messages('alice').at(-1)?.text.includes('Done'));  // her direct messages
 *
 * expect(slack.problems).toEqual([]);              // every message and view was valid, every ack in time
 * ```
 *
 * Channels: general and checkout (public, bot not in), payments (bot in), leadership (private, bot in), secret
 * (private, bot not in), partners (shared with another organisation), attic (archived).
 */
import { randomBytes } from 'node:crypto';
import { Changes } from './changes.ts';
import { createDeliveries, type OnDelivery } from './deliveries.ts';
import { CHANNELS, type Channel, type ChannelSeed, PEOPLE, type PersonSeed } from './directory.ts';
import { APP, startEmulator, TEAM } from './emulator.ts';
import { Faults } from './faults.ts';
import { approve, type Grant, Installs, inPlace } from './installs.ts';
import { Interactions } from './interactions.ts';
import type { Json } from './json.ts';
import { manifestScopes } from './manifest-scopes.ts';
import { type Message, MessageLog } from './messages.ts';
import { Actor } from './person.ts';
import { startProxy } from './proxy.ts';
import { blockKitSchema } from './schema.ts';
import type { Ack, Delivery } from './sender.ts';
import { SocketMode } from './socket-mode.ts';
import { type View, Views } from './views.ts';
import { type Call, note, type Problem, type World } from './world.ts';

/** @see https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response */
export const SLACK_PATIENCE = 3_000;

export interface SlackOptions {
  /** Where the app listens, without path; may come later through `setAppUrl`. */
  readonly appUrl?: string;
  /** Whether a call without its scope is refused; on unless told otherwise. */
  readonly strictScopes?: boolean;
  /** The bot's scopes; those of manifest.json unless told otherwise. */
  readonly scopes?: readonly string[];
  readonly users?: readonly PersonSeed[];
  readonly channels?: readonly ChannelSeed[];
  /** Milliseconds since 1970, for signatures, triggers and response URLs. */
  readonly now?: () => number;
  /**
   * Milliseconds for which Slack waits for an acknowledgement and takes a trigger: its own three seconds unless told
   * otherwise. Tests that are about something else have more: a busy machine is no failure.
   */
  readonly patience?: number;
  /** Redirect addresses that OAuth accepts. */
  readonly redirectUris?: readonly string[];
  readonly onDelivery?: OnDelivery;
}

export interface Slack {
  /** The value for SLACK_API_URL. */
  readonly url: string;
  /** Origin of the simulated slack.com, for `installerOptions.authorizationUrl` (`<origin>/oauth/v2/authorize`). */
  readonly origin: string;
  readonly botToken: string;
  /** For Socket Mode: once the app has opened its socket, every delivery goes through it. */
  readonly appToken: string;
  readonly signingSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly team: typeof TEAM;
  readonly botUserId: string;
  readonly users: World['directory']['people'];
  readonly channels: readonly Channel[];
  setAppUrl(url: string): void;
  /** Whether the app has opened a socket (Socket Mode). */
  socketConnected(): boolean;
  /** Asks the app to reconnect, as Slack does every few hours. */
  refreshSocket(): void;
  person(name: string): Actor;
  /** People and events of another team or organisation that the app is installed in. */
  elsewhere(place: Pick<Grant, 'teamId' | 'organisationId'>): Pick<Slack, 'person' | 'event'>;
  /** What the next installations are granted: into which team or organisation, with or without rotating tokens. */
  grant(grant: Grant): void;
  /** Somebody allows an installation; resolves with where Slack leads the browser. */
  approve(authorizeUrl: string, person: string): Promise<string>;
  channel(name: string): Channel;
  /** Changes a channel under the app's feet. */
  changeChannel(
    name: string,
    change: { archived?: boolean; shared?: boolean; bot?: boolean; members?: readonly string[] },
  ): Promise<void>;
  /** What everybody sees in a channel, or the direct messages of a person with the app. */
  messages(channelOrPerson: string): readonly Message[];
  /** What only this person sees, in any channel. */
  ephemerals(person: string): readonly Message[];
  /** The open modals of a person, the top one last. */
  modals(person: string): readonly View[];
  home(person: string): View | undefined;
  files(): readonly {
    readonly id: string;
    readonly name: string;
    readonly channel: string;
    readonly data: Buffer;
  }[];
  /** Every Web API call of the app. */
  readonly calls: readonly Call[];
  callsOf(method: string): readonly Call[];
  /** What Slack would have refused, or a person suffered from; expect it to be empty. */
  readonly problems: readonly Problem[];
  /** Forgets calls and problems so far. */
  forget(): void;
  readonly faults: Faults;
  /** Opens the app's Home as a person does, and waits for the view. */
  openHome(person: string): Promise<View>;
  /** Sends an event (`app_uninstalled`, `tokens_revoked`, …); `retry` marks it as a repeated delivery. */
  event(event: Json, options?: { retry?: number; eventId?: string }): Promise<Ack>;
  urlVerification(challenge: string): Promise<Ack>;
  /** Posts any body: forged, late, early, unsigned. */
  deliver(body: string, options?: Delivery): Promise<Ack>;
  /** Has `listener` called after each change; returns what ends it. */
  subscribe(listener: () => void): () => void;
  /** Waits until `look` answers something truthy. */
  until<T>(look: () => T | undefined | null | false, milliseconds?: number): Promise<T>;
  /** Where a secret appears in what the app sent to Slack: calls and messages. Expect nothing. */
  leaks(secret: string): string[];
  stop(): Promise<void>;
}

/** Starts the simulated workspace. */
export async function startSlack(options: SlackOptions = {}): Promise<Slack> {
  const { now = Date.now, patience = SLACK_PATIENCE } = options;
  const scopes = options.scopes ?? manifestScopes();
  const emulated = await startEmulator({
    users: options.users ?? PEOPLE,
    channels: options.channels ?? CHANNELS,
    scopes,
    strictScopes: options.strictScopes ?? true,
    redirectUris: options.redirectUris ?? [],
  });
  const { directory } = emulated;
  const world: World = {
    patience,
    emulated,
    directory,
    messages: new MessageLog(),
    views: new Views(),
    interactions: new Interactions(now, patience),
    faults: new Faults(),
    socketMode: new SocketMode(patience),
    changes: new Changes(),
    installs: new Installs(now),
    calls: [],
    problems: [],
    tokens: new Set([APP.botToken]),
    scopes,
    schema: blockKitSchema(),
    now,
    directMessages: new Map(),
    uploads: new Map(),
    sharedFiles: [],
    origin: '',
    freshId: () => randomBytes(4).toString('base64url').slice(0, 5),
  };
  const proxy = await startProxy(world);
  world.origin = proxy.origin;
  const deliveries = createDeliveries(world, options);
  const idOf = (name: string) => directory.person(name).id;
  const until: Slack['until'] = (look, milliseconds = 15_000) =>
    world.changes.until(look, milliseconds, () => `Problems: ${JSON.stringify(world.problems)}`);

  return {
    url: `${proxy.origin}/api/`,
    origin: proxy.origin,
    botToken: APP.botToken,
    appToken: APP.appToken,
    signingSecret: APP.signingSecret,
    clientId: APP.clientId,
    clientSecret: APP.clientSecret,
    team: TEAM,
    botUserId: APP.botUserId,
    users: directory.people,
    channels: directory.channels,
    setAppUrl: deliveries.setAppUrl,
    socketConnected: () => world.socketMode.connected(),
    refreshSocket: () => world.socketMode.refresh(),
    person: (name) => new Actor(directory.person(name), world, deliveries.send),
    channel: (name) => directory.channel(name),
    elsewhere: (place) => ({
      person: (name) =>
        new Actor(directory.person(name), world, (kind, payload) =>
          deliveries.send(kind, inPlace(payload, place)),
        ),
      event: (event, options) => deliveries.event(event, options, (payload) => inPlace(payload, place)),
    }),
    grant: (grant) => world.installs.grant(grant),
    approve: (authorizeUrl, name) => approve(authorizeUrl, idOf(name)),
    async changeChannel(name, change) {
      const channel = directory.channel(name);
      channel.archived = change.archived ?? channel.archived;
      channel.shared = change.shared ?? channel.shared;
      channel.members = change.members?.map(idOf) ?? channel.members;
      if (change.bot === true && !channel.bot) await emulated.admit(channel);
      channel.bot = change.bot ?? channel.bot;
    },
    messages(name) {
      const channel = directory.findChannel(name)?.id;
      const person = directory.findPerson(name)?.id;
      return world.messages
        .all()
        .filter((message) => message.ephemeralTo === null)
        .filter(
          (message) =>
            message.channel === (channel ?? name) ||
            (person !== undefined && world.directMessages.get(message.channel) === person),
        );
    },
    ephemerals: (name) => world.messages.all().filter((message) => message.ephemeralTo === idOf(name)),
    modals: (name) => world.views.modals(idOf(name)),
    home: (name) => world.views.home(idOf(name)),
    files: () =>
      world.sharedFiles.map((file) => ({
        id: String(file.id),
        name: String(file.name),
        channel: String(file.channel),
        data: world.uploads.get(String(file.id)) ?? Buffer.alloc(0),
      })),
    calls: world.calls,
    callsOf: (method) => world.calls.filter((call) => call.method === method),
    problems: world.problems,
    forget() {
      world.calls.length = 0;
      world.problems.length = 0;
    },
    faults: world.faults,
    async openHome(name) {
      const user = idOf(name);
      const before = world.views.home(user);
      const ack = await deliveries.event({
        type: 'app_home_opened',
        user,
        channel: `D0HOME${user.slice(1, 6)}`,
        tab: 'home',
        event_ts: String(now() / 1000),
        ...(before === undefined ? {} : { view: before }),
      });
      if (ack.status !== 200) note(world, 'app_home_opened', [`HTTP ${ack.status}`], ack.body);
      return until(() => {
        const home = world.views.home(user);
        return home !== before && home;
      });
    },
    event: (event, options) => deliveries.event(event, options),
    urlVerification: (challenge) =>
      deliveries.post(JSON.stringify({ type: 'url_verification', token: 'deprecated', challenge }), {
        contentType: 'application/json',
      }),
    deliver: deliveries.post,
    subscribe: (listener) => world.changes.subscribe(listener),
    until,
    leaks: (secret) => [
      ...world.calls.filter((call) => JSON.stringify(call.args).includes(secret)).map((call) => call.method),
      ...world.messages
        .all()
        .filter((message) => JSON.stringify(message).includes(secret))
        .map((m) => m.channel),
    ],
    async stop() {
      await proxy.close();
      await emulated.close();
    },
  };
}
