import type { Seconds } from '../../src/domain/duration.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { Json } from '../../test/simulators/slack/json.ts';
import type { View } from '../../test/simulators/slack/views.ts';

/** A conversation's id: a channel's, or this one for the direct messages with the app. */
export const DIRECT = 'direct';

export interface PagePerson {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  /** `owner`, `admin`, `member`, `guest` */
  readonly role: string;
  readonly zone: string;
}

export interface PageChannel {
  readonly id: string;
  readonly name: string;
  readonly private: boolean;
  readonly shared: boolean;
  readonly archived: boolean;
}

export interface PageMessage {
  /** Stays the same while the message is changed. */
  readonly key: string;
  readonly ts: string;
  readonly channel: string;
  readonly conversation: string;
  /** When it came, on the demo's clock. */
  readonly at: Instant;
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly files: readonly { readonly id: string; readonly name: string; readonly picture: boolean }[];
  readonly onlyYou: boolean;
  readonly edited: boolean;
  readonly threadTs: string | null;
}

/** A command that somebody typed. Slack itself does not show it; here it helps to follow. */
export interface TypedLine {
  readonly key: string;
  readonly conversation: string;
  readonly at: Instant;
  readonly typed: string;
}

export type Route = 'Slack → app' | 'app → Slack' | 'app → PagerDuty';

/** One request between the three parties. */
export interface SentLine {
  readonly id: number;
  readonly route: Route;
  readonly what: string;
  readonly status: number;
  /** What there is to say beside it: `modal opened`, Slack's error word, how fast it was acknowledged. */
  readonly remark: string;
  readonly failed: boolean;
}

/** How the simulated PagerDuty behaves. */
export const WEATHERS = [
  'works',
  'down',
  'slow',
  'refuses the key',
  'rate limit',
  'answers rubbish',
] as const;
export type Weather = (typeof WEATHERS)[number];

/** What has been done of the guide. */
export type Milestone = 'connected' | 'asked' | 'opened' | 'digest' | 'received' | 'broken';

/** Everything the page shows to one person. */
export interface Snapshot {
  /** How far the demo's clock is ahead of the machine's, in seconds. */
  readonly ahead: Seconds;
  readonly person: PagePerson;
  readonly people: readonly PagePerson[];
  readonly channels: readonly PageChannel[];
  readonly stream: readonly (PageMessage | TypedLine)[];
  readonly modals: readonly View[];
  readonly home: View | null;
  readonly sent: readonly SentLine[];
  readonly weather: Weather;
  readonly openIncidents: number;
  readonly services: readonly string[];
  readonly milestones: readonly Milestone[];
  /** What an admin types into the connect form here. */
  readonly account: {
    readonly name: string;
    readonly url: string;
    readonly username: string;
    readonly apiKey: string;
  };
}
