import { setTimeout as wait } from 'node:timers/promises';
import { type Control, controlsOf } from '../simulators/slack/controls.ts';
import type { Entry } from '../simulators/slack/form.ts';
import { type Json, object, objects, text } from '../simulators/slack/json.ts';
import type { Message } from '../simulators/slack/messages.ts';
import type { Slack } from '../simulators/slack/slack.ts';
import type { View } from '../simulators/slack/views.ts';
import { pairOf, placeOf } from './places.ts';

/** What is typed into the forms of the app, by callback id; the rest stays as it is shown. */
export type Filling = (view: View) => Readonly<Record<string, Entry>>;

/** Comes last: what it is pressed on is not there afterwards. */
const DESTRUCTIVE = /delete|remove|pause|uninstall/;
/** Milliseconds. Long, for machines that do much else: whoever waits goes on as soon as the app works on nothing. */
const PATIENCE = 15_000;

/**
 * Somebody who presses everything: from a message or view to all that it leads to, each button and menu once.
 *
 * New surfaces need no line here: whatever they show is pressed. What is to be typed into a form comes from outside.
 */
export class Walker {
  readonly #slack: Slack;
  readonly #name: string;
  readonly #filling: Filling;
  readonly #isIdle: () => Promise<boolean>;
  readonly #visited = new Set<string>();
  readonly #last: (() => Promise<void>)[] = [];
  /** Submissions that the app refused, with its words: `settings: There is no such time zone.` */
  readonly refused: string[] = [];

  /** @param isIdle whether the app works on nothing that somebody asked for */
  constructor(slack: Slack, name: string, filling: Filling, isIdle: () => Promise<boolean>) {
    this.#isIdle = isIdle;
    this.#slack = slack;
    this.#name = name;
    this.#filling = filling;
  }

  /** Types a command and walks everything that it shows. */
  async command(command: string, words = '', channel = 'payments'): Promise<void> {
    await this.#walk(() => this.#slack.person(this.#name).command(command, words, { channel }));
  }

  /** Walks what others made the app write to this person. */
  async inbox(): Promise<void> {
    for (const message of this.#slack.messages(this.#name)) await this.#surface(message);
  }

  /** Walks what stands in a channel for everybody. */
  async channel(name: string): Promise<void> {
    for (const message of this.#slack.messages(name)) await this.#surface(message);
  }

  async home(): Promise<void> {
    await this.#surface(await this.#slack.openHome(this.#name));
  }

  /** Presses again what fits: something else may be behind it now. */
  forget(pattern: RegExp): void {
    for (const key of this.#visited) if (pattern.test(key)) this.#visited.delete(key);
  }

  /** What was left to the end: everything after which something is gone. */
  async finish(): Promise<void> {
    for (let next = this.#last.shift(); next !== undefined; next = this.#last.shift()) await next();
  }

  async #surface(where: Message | View): Promise<void> {
    for (const { control, choice, key } of usesOf(placeOf(where), where.blocks)) {
      if (control.input || this.#visited.has(key) || !this.#isThere(where, control)) continue;
      this.#visited.add(key);
      const use = async () => {
        if (this.#isThere(where, control)) await this.#walk(() => this.#use(where, control, choice));
      };
      if (DESTRUCTIVE.test(control.actionId) && where.kind !== 'view') this.#last.push(use);
      else await use();
    }
  }

  /** Does one thing and walks on where it led to. */
  async #walk(act: () => Promise<unknown>): Promise<void> {
    const before = new Set(this.#messages().map(keyOf));
    const home = this.#slack.home(this.#name)?.hash;
    await act();
    await this.#settle(before, home);
    if (this.#slack.modals(this.#name).length > 0) await this.#modal();
    for (const message of this.#messages().filter((each) => !before.has(keyOf(each)))) {
      await this.#surface(message);
    }
  }

  async #modal(): Promise<void> {
    const person = this.#slack.person(this.#name);
    for (let steps = 0; steps < 40; steps++) {
      const view = this.#slack.modals(this.#name).at(-1);
      if (view === undefined) return;
      const id = text(view.callback_id);
      const next = usesOf(placeOf(view), view.blocks).find(({ control, key }) => {
        const dispatches = !control.input || control.block.dispatch_action === true;
        return dispatches && !this.#visited.has(key);
      });
      if (next !== undefined) {
        this.#visited.add(next.key);
        await this.#use(view, next.control, next.choice);
        await this.#idle();
        continue;
      }
      for (const control of controlsOf(view.blocks)) {
        if (control.type.endsWith('external_select')) await person.suggest(view, control.blockId, '');
      }
      const isDone =
        view.submit === undefined || view.submit === null || this.#visited.has(`submitted ${id}`);
      if (isDone) {
        await person.close();
        continue;
      }
      const values = this.#filling(view);
      this.#visited.add(`submitted ${id}`);
      const hash = view.hash;
      const sent = await person.submit(view, values);
      for (const words of Object.values(sent.errors)) this.refused.push(`${id}: ${words}`);
      await this.#quiet(() => {
        const top = this.#slack.modals(this.#name).at(-1);
        return top?.hash !== hash && !isLoading(top);
      });
      // Nobody closes a window before it has changed.
      await this.#idle();
      // A form that asks once more is meant.
      const top = this.#slack.modals(this.#name).at(-1);
      if (top !== undefined && text(top.callback_id) === id && Object.keys(sent.errors).length === 0) {
        await person.submit(top);
        await this.#idle();
      }
    }
    while (this.#slack.modals(this.#name).length > 0) await person.close();
  }

  /** Presses or chooses the first that there is. */
  async #use(where: Message | View, control: Control, choice: number): Promise<void> {
    const person = this.#slack.person(this.#name);
    const { type, actionId, blockId } = control;
    if (type === 'button') {
      if (text(control.element.url) === '') await person.click(where, actionId);
      return;
    }
    const key = control.input ? blockId : actionId;
    if (type.endsWith('external_select')) {
      const { options } = await person.suggest(where, key, '');
      const [first] = options;
      if (first !== undefined) await person.select(where, key, type.startsWith('multi') ? [first] : first);
      return;
    }
    if (type === 'plain_text_input') return void (await person.select(where, key, 'check'));
    const first = optionsIn(control.element)[choice] ?? null;
    if (first !== null)
      await person.select(where, key, type.startsWith('multi') || type === 'checkboxes' ? [first] : first);
  }

  /** What was pressed before may have drawn the surface anew. */
  #isThere(where: Message | View, { actionId }: Control): boolean {
    const now =
      where.kind === 'view'
        ? this.#slack.home(this.#name)
        : [...this.#messages(), ...this.#slack.messages(where.channel)].find(
            ({ channel, ts }) => channel === where.channel && ts === where.ts,
          );
    return controlsOf(now?.blocks ?? []).some((control) => control.actionId === actionId);
  }

  #messages(): readonly Message[] {
    return [...this.#slack.ephemerals(this.#name), ...this.#slack.messages(this.#name)];
  }

  /** Waits until something is there that was not, and is whole; a press may also lead to nothing. */
  async #settle(before: ReadonlySet<string>, home: string | undefined): Promise<void> {
    await this.#quiet(() => {
      const top = this.#slack.modals(this.#name).at(-1);
      if (isLoading(top)) return false;
      const isNew = this.#messages().some((message) => !before.has(keyOf(message)));
      return isNew || top !== undefined || this.#slack.home(this.#name)?.hash !== home;
    });
    await this.#idle();
  }

  /** Waits for it, but not where the app is done without it. */
  async #quiet(done: () => boolean): Promise<void> {
    const until = Date.now() + PATIENCE;
    while (Date.now() < until && !done()) {
      await wait(60);
      if (!done() && (await this.#isIdleForLong())) return;
    }
  }

  async #idle(): Promise<void> {
    const until = Date.now() + PATIENCE;
    while (Date.now() < until && !(await this.#isIdleForLong()));
  }

  /** Between two pieces of one work the app is idle for a moment. */
  async #isIdleForLong(): Promise<boolean> {
    for (let times = 0; times < 3; times++) {
      if (!(await this.#isIdle())) return false;
      await wait(25);
    }
    return true;
  }
}

function isLoading(view: View | undefined): boolean {
  return /One moment…|Checking…/.test(JSON.stringify(view?.blocks ?? []));
}

function keyOf({ channel, ts, blocks }: Message): string {
  return `${channel} ${ts} ${JSON.stringify(blocks).length}`;
}

/** Every use there is: a menu of few entries has one for each. */
function usesOf(place: string, blocks: readonly Json[]) {
  return controlsOf(blocks).flatMap((control) => {
    const id = pairOf(place, control.actionId);
    if (control.type !== 'overflow') return [{ control, choice: 0, key: id }];
    return optionsIn(control.element).map((_, choice) => ({ control, choice, key: `${id} ${choice}` }));
  });
}

function optionsIn(element: Json): Json[] {
  const groups = objects(element.option_groups).flatMap((group) => objects(group.options));
  return [...objects(element.options), ...groups].map(object);
}
