import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { format } from 'date-fns/format';
import { subMonths } from 'date-fns/subMonths';
import type { Actor } from '../test/simulators/slack/person.ts';
import { renderText } from '../test/simulators/slack/render-text.ts';
import type { Stage } from '../test/simulators/stage.ts';
import { ask, shownAnswer } from './ask.ts';
import { resolveOldest } from './resolve-oldest.ts';
import type { Voice } from './say.ts';
import { tour } from './tour.ts';

const HELP = `Or stay here and type (Alice is typing; end with "quit" or Ctrl-C):
  tour                                 be shown around: connect, backfill, three questions
  /sei-pagerduty connect               the form, to be filled in on the page
  /sei-mttr ledger                     one service, the last 30 days
  /sei-mttr month=LASTMONTH by=service   a month, beside the month before
  /sei-mttr priority=P1,P2 last=90d    by priority
  /sei-pagerduty list                  what is connected
  /sei-pagerduty help                  everything else
  click By priority                    a button of the last answer
  home                                 the app's Home
  as bob                               type as somebody else (bob is no admin, gina is a guest)
  resolve                              somebody resolves the oldest open incident in PagerDuty; then: /sei-pagerduty sync Production
  break, repair                        PagerDuty stops answering, and answers again`;

/** What somebody at the terminal plays with: who types, and what the simulated PagerDuty does. */
class Conversation {
  readonly #stage: Stage;
  readonly #voice: Voice;
  #who: Actor;

  constructor(stage: Stage, voice: Voice) {
    this.#stage = stage;
    this.#voice = voice;
    this.#who = stage.slack.person('alice');
  }

  help(): void {
    const lastMonth = format(subMonths(new Date(), 1), 'yyyy-MM');
    this.#voice.line(HELP.replace('LASTMONTH', lastMonth));
  }

  async take(line: string): Promise<void> {
    const [word = '', ...rest] = line.split(' ');
    const words = rest.join(' ').trim();
    if (word.startsWith('/')) return ask(this.#stage, this.#who, this.#voice, line);
    switch (word) {
      case 'tour':
        return tour(this.#stage, this.#voice);
      case 'home':
        return this.#voice.shown(renderText(await this.#stage.slack.openHome(this.#who.person.name)));
      case 'as':
        this.#who = this.#stage.slack.person(words);
        return this.#voice.line(`${this.#who.person.name} is typing now.`);
      case 'click':
        return this.#click(words);
      case 'resolve':
        return this.#resolveOldest();
      case 'break':
        this.#stage.pagerduty.faults.next(
          { kind: 'status', status: 503 },
          { times: Number.POSITIVE_INFINITY },
        );
        return this.#voice.line('PagerDuty answers 503 from now on. Try: /sei-pagerduty sync Production');
      case 'repair':
        this.#stage.pagerduty.faults.clear();
        return this.#voice.line('PagerDuty answers again.');
      case 'help':
        return this.help();
      default:
        return this.#voice.line(`“${word}” is nothing that can be done here. What can: help`);
    }
  }

  async #click(label: string): Promise<void> {
    const { slack } = this.#stage;
    const { name } = this.#who.person;
    const shown = [
      slack.modals(name).at(-1),
      slack.ephemerals(name).at(-1),
      slack.messages(name).at(-1),
    ].filter((one) => one !== undefined);
    for (const one of shown) {
      if (!JSON.stringify(one.blocks).includes(label)) continue;
      return this.#voice.shown(await shownAnswer(this.#stage, this.#who, await this.#who.click(one, label)));
    }
    this.#voice.line(`Nothing that ${name} sees has a button "${label}".`);
  }

  #resolveOldest(): void {
    const number = resolveOldest(this.#stage);
    this.#voice.line(
      number === null
        ? 'Nothing is open.'
        : `#${number} was resolved in PagerDuty just now. Try: /sei-pagerduty sync Production`,
    );
  }
}

/** Takes what a person types, one line after the other, until "quit", the end of input, or `signal`; what is being answered then is left. */
export async function converse(stage: Stage, voice: Voice, signal: AbortSignal): Promise<void> {
  const conversation = new Conversation(stage, voice);
  conversation.help();
  const input = createInterface({ input: process.stdin, output: process.stdout, prompt: '\n› ' });
  const ended = once(input, 'close');
  signal.addEventListener('abort', () => input.close(), { once: true });
  input.on('SIGINT', () => input.close());
  // A terminal whose window was closed fails here, too; the caller hears of it from the stream, and aborts `signal`.
  input.on('error', () => {});
  let closed = false;
  input.once('close', () => {
    closed = true;
  });
  let working: Promise<void> = Promise.resolve();
  input.on('line', (typed) => {
    const line = typed.trim();
    if (line === 'quit') return input.close();
    working = working
      .then(() => (line === '' ? undefined : conversation.take(line)))
      .catch((error: unknown) => {
        if (!closed) voice.line(error instanceof Error ? error.message : String(error));
      })
      .then(() => {
        if (!closed) input.prompt();
      });
  });
  input.prompt();
  await ended;
}
