import type { Instant } from '../../src/domain/instant.ts';
import type { Person } from '../../test/simulators/slack/directory.ts';
import { text } from '../../test/simulators/slack/json.ts';
import type { Message } from '../../test/simulators/slack/messages.ts';
import { connectForm, type Stage } from '../../test/simulators/stage.ts';
import type { DemoClock } from './demo-clock.ts';
import type { SentLog } from './sent-log.ts';
import {
  DIRECT,
  type Milestone,
  type PageMessage,
  type PagePerson,
  type Snapshot,
  type TypedLine,
  type Weather,
} from './snapshot.ts';
import type { SteadyTicker } from './steady-ticker.ts';

const SENT_SHOWN = 120;

/** The stage as one person sees it on the page, and what the page must remember beside it. */
export class Workspace {
  readonly stage: Stage;
  readonly clock: DemoClock;
  readonly sent: SentLog;
  /** Lets no digest come due until the work is done. */
  readonly holdDigests: SteadyTicker['hold'];
  weather: Weather = 'works';
  readonly milestones = new Set<Milestone>();
  readonly #typed: (TypedLine & { readonly person: string })[] = [];
  /** When each message came, in the order in which they came. */
  readonly #came = new Map<string, { readonly at: Instant; readonly place: number }>();
  #place = 0;

  constructor(stage: Stage, clock: DemoClock, sent: SentLog, holdDigests: SteadyTicker['hold']) {
    this.stage = stage;
    this.clock = clock;
    this.sent = sent;
    this.holdDigests = holdDigests;
  }

  /** Remembers that a person typed this. */
  typed(person: string, conversation: string, line: string): void {
    const key = `typed-${this.#typed.length}`;
    this.#came.set(key, { at: this.clock.now(), place: this.#place++ });
    this.#typed.push({ key, person, conversation, typed: line, at: this.clock.now() });
  }

  snapshot(name: string): Snapshot {
    const { slack, pagerduty } = this.stage;
    this.sent.absorb(slack.calls, pagerduty.requests);
    const { person } = slack.person(name);
    const channels = slack.channels.filter(({ members }) => members.includes(person.id));
    const stream = [
      ...channels.flatMap((channel) => slack.messages(channel.name)).map((one) => this.#shown(one, false)),
      ...slack.messages(name).map((one) => this.#shown(one, true)),
      ...slack.ephemerals(name).map((one) => this.#shown(one, false)),
    ];
    const typed = this.#typed.filter((line) => line.person === name);
    this.#reached(name, stream);
    return {
      ahead: this.clock.ahead(),
      person: pagePerson(person),
      people: slack.users.filter(({ stranger }) => !stranger).map(pagePerson),
      channels: channels.map(({ id, name: channel, private: hidden, shared, archived }) => ({
        id,
        name: channel,
        private: hidden,
        shared,
        archived,
      })),
      stream: [...stream, ...typed].sort((one, other) => this.#order(one.key) - this.#order(other.key)),
      modals: slack.modals(name),
      home: slack.home(name) ?? null,
      sent: this.sent.latest(SENT_SHOWN),
      weather: this.weather,
      openIncidents: pagerduty.truth('demo').filter(({ resolvedAt }) => resolvedAt === null).length,
      services: pagerduty.world.services.filter(({ deleted }) => !deleted).map((service) => service.name),
      milestones: [...this.milestones],
      account: connectForm(this.stage),
    };
  }

  #shown(message: Message, direct: boolean): PageMessage {
    const key = `${message.channel}-${message.ts}`;
    const came = this.#came.get(key) ?? { at: this.clock.now(), place: this.#place++ };
    this.#came.set(key, came);
    return {
      key,
      ts: message.ts,
      channel: message.channel,
      conversation: direct || /^D/.test(message.channel) ? DIRECT : message.channel,
      at: came.at,
      text: message.text,
      blocks: message.blocks,
      files: message.files.map((file) => {
        const name = text(file.title) || text(file.name);
        return { id: text(file.id), name, picture: /\.png$/i.test(name) };
      }),
      onlyYou: message.ephemeralTo !== null,
      edited: message.edited,
      threadTs: message.threadTs,
    };
  }

  #order(key: string): number {
    return this.#came.get(key)?.place ?? 0;
  }

  #reached(name: string, stream: readonly PageMessage[]): void {
    if (stream.some(({ text: words }) => words.includes('is ready'))) this.milestones.add('connected');
    if (!this.milestones.has('connected')) return;
    if (this.#typed.some(({ typed }) => typed.startsWith('/sei-mttr'))) this.milestones.add('asked');
    const bodies = this.stage.slack.callsOf('views.update').map(({ args }) => JSON.stringify(args.view));
    if (bodies.some((body) => body.includes('"text":"Incidents"'))) this.milestones.add('opened');
    const modals = JSON.stringify(this.stage.slack.modals(name));
    if (modals.includes('"text":"Saved"') && modals.includes('digest_do_send')) this.milestones.add('digest');
    // The notice that it was set up carries the same button.
    const isDigest = ({ onlyYou, blocks, text: words }: PageMessage) =>
      !onlyYou && !words.includes('set up a digest') && JSON.stringify(blocks).includes('"digest_change"');
    if (stream.some(isDigest)) this.milestones.add('received');
  }
}

function pagePerson({ id, name, realName, zone, owner, admin, guest }: Person): PagePerson {
  const role = owner ? 'owner' : admin ? 'admin' : guest !== null ? 'guest' : 'member';
  return { id, name, realName, role, zone };
}
