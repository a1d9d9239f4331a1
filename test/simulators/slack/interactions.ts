import { randomBytes } from 'node:crypto';

/** One command, click, submission or event that opened a way back: a trigger and perhaps a response URL. */
export interface Interaction {
  readonly id: string;
  readonly user: string;
  readonly channel: string | null;
  /** The message whose button was pressed; `replace_original` and `delete_original` mean this one. */
  readonly source: { readonly channel: string; readonly ts: string } | null;
  readonly viewId: string | null;
  readonly at: number;
  triggerUsed: boolean;
  responses: number;
  /** Views opened or pushed with its trigger. */
  readonly opened: string[];
}

export const RESPONSE_URL_LIFE = 30 * 60_000;
export const RESPONSE_URL_USES = 5;

/** Mints trigger ids and response URLs and knows when they are worn out. */
export class Interactions {
  readonly #all = new Map<string, Interaction>();
  readonly #now: () => number;
  readonly #triggerLife: number;

  /** @param triggerLife in milliseconds */
  constructor(now: () => number, triggerLife: number) {
    this.#now = now;
    this.#triggerLife = triggerLife;
  }

  start(facts: Pick<Interaction, 'user' | 'channel' | 'source' | 'viewId'>): Interaction {
    const at = this.#now();
    const id = `${Math.floor(at / 1000)}.${randomBytes(3).readUIntBE(0, 3)}.${randomBytes(8).toString('hex')}`;
    const interaction: Interaction = { ...facts, id, at, triggerUsed: false, responses: 0, opened: [] };
    this.#all.set(id, interaction);
    return interaction;
  }

  get(id: string): Interaction | undefined {
    return this.#all.get(id);
  }

  /** Uses a trigger up, or says with Slack's word why it cannot be used. */
  exchange(triggerId: string): Interaction | string {
    const found = this.#all.get(triggerId);
    if (found === undefined) return 'invalid_trigger_id';
    if (found.triggerUsed) return 'exchanged_trigger_id';
    if (this.#now() - found.at > this.#triggerLife) return 'expired_trigger_id';
    return found;
  }

  /** Counts one use of a response URL, or says why it no longer works. */
  respond(id: string): Interaction | string {
    const found = this.#all.get(id);
    if (found === undefined) return 'no_such_url';
    if (this.#now() - found.at > RESPONSE_URL_LIFE) return 'expired_url';
    if (found.responses >= RESPONSE_URL_USES) return 'used_url';
    found.responses += 1;
    return found;
  }
}
