import type { RecordedRequest } from '../../test/simulators/pagerduty/start.ts';
import { type Json, object, objects, text } from '../../test/simulators/slack/json.ts';
import type { Ack } from '../../test/simulators/slack/sender.ts';
import type { Call } from '../../test/simulators/slack/world.ts';
import type { SentLine } from './snapshot.ts';

const KEPT = 400;

/** Who sent what to whom, the newest last. Secrets are shown as the app would: by their last four characters. */
export class SentLog {
  readonly #secrets: readonly string[];
  #lines: (SentLine & { readonly body: unknown })[] = [];
  #next = 1;
  #calls = 0;
  #requests = 0;

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
  }

  /** The latest `count`, the newest first. */
  latest(count: number): SentLine[] {
    return this.#lines
      .slice(-count)
      .reverse()
      .map(({ body: _, ...line }) => line);
  }

  /** What was in it, as indented JSON. */
  body(id: number): string | undefined {
    const found = this.#lines.find((line) => line.id === id);
    if (found === undefined) return undefined;
    const shown = JSON.stringify(found.body, null, 2) ?? '';
    return this.#secrets.reduce((safe, secret) => safe.replaceAll(secret, `…${secret.slice(-4)}`), shown);
  }

  delivered(kind: 'command' | 'interactive' | 'event', payload: Json, ack: Ack): void {
    this.#add({
      route: 'Slack → app',
      what: deliveryName(kind, payload),
      status: ack.status,
      remark: `acknowledged in ${Math.round(ack.milliseconds)} ms`,
      failed: ack.status !== 200,
      body: { payload, answer: ack.json ?? ack.body },
    });
  }

  /** Takes in what the app has called since. */
  absorb(calls: readonly Call[], requests: readonly RecordedRequest[]): void {
    for (const { method, args, status, response } of calls.slice(this.#calls)) {
      this.#add({
        route: 'app → Slack',
        what: method,
        status,
        remark: response.ok === true ? '' : text(response.error),
        failed: response.ok !== true,
        body: { arguments: args, answer: response },
      });
    }
    for (const { method, path, query } of requests.slice(this.#requests)) {
      this.#add({
        route: 'app → PagerDuty',
        what: `${method} ${path}`,
        status: 0,
        remark: remarkOf(query),
        failed: method !== 'GET',
        body: { method, path, query: Object.fromEntries(query) },
      });
    }
    this.#calls = calls.length;
    this.#requests = requests.length;
  }

  #add(line: Omit<SentLine, 'id'> & { readonly body: unknown }): void {
    this.#lines.push({ id: this.#next++, ...line });
    if (this.#lines.length > KEPT) this.#lines = this.#lines.slice(-KEPT);
  }
}

function deliveryName(kind: string, payload: Json): string {
  if (kind === 'command') return `${text(payload.command)} ${text(payload.text)}`.trim();
  if (kind === 'event') return text(payload.type);
  const action = objects(payload.actions)[0];
  const name = text(action?.action_id) || text(payload.action_id) || text(object(payload.view).callback_id);
  return `${text(payload.type)} ${name}`.trim();
}

function remarkOf(query: URLSearchParams): string {
  const since = query.get('since');
  const offset = query.get('offset');
  return [since && `since ${since.slice(0, 10)}`, offset && offset !== '0' && `offset ${offset}`]
    .filter(Boolean)
    .join(', ');
}
