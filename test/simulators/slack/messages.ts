import type { Json } from './json.ts';

/** A message as a person would see it. Ephemeral ones are seen by `ephemeralTo` alone. */
export interface Message {
  readonly kind: 'message';
  readonly ts: string;
  readonly channel: string;
  /** Who wrote it: the app's bot user. */
  readonly user: string;
  readonly text: string;
  readonly blocks: Json[];
  readonly ephemeralTo: string | null;
  readonly threadTs: string | null;
  readonly files: Json[];
  readonly metadata: Json | null;
  readonly edited: boolean;
  /** The command or click that this message answers through its `response_url` or acknowledgement. */
  readonly interaction: string | null;
}

/** All messages of the workspace in the order in which they came; deleted ones are gone. */
export class MessageLog {
  #messages: Message[] = [];
  #counter = 0;

  all(): readonly Message[] {
    return this.#messages;
  }

  find(channel: string, ts: string): Message | undefined {
    return this.#messages.find((message) => message.channel === channel && message.ts === ts);
  }

  add(message: Partial<Message> & Pick<Message, 'ts' | 'channel' | 'user' | 'text'>): Message {
    const complete: Message = {
      kind: 'message',
      blocks: [],
      ephemeralTo: null,
      threadTs: null,
      files: [],
      metadata: null,
      edited: false,
      interaction: null,
      ...message,
    };
    this.#messages.push(complete);
    return complete;
  }

  replace(old: Message, change: Partial<Message>): Message {
    const next: Message = { ...old, ...change, edited: true };
    this.#messages = this.#messages.map((message) => (same(message, old) ? next : message));
    return next;
  }

  remove(old: Message): void {
    this.#messages = this.#messages.filter((message) => !same(message, old));
  }

  /** A timestamp for a message that emulate does not know of. */
  nextTs(now: number): string {
    this.#counter += 1;
    return `${Math.floor(now / 1000)}.9${String(this.#counter).padStart(5, '0')}`;
  }
}

function same(one: Message, other: Message): boolean {
  return one.channel === other.channel && one.ts === other.ts;
}
