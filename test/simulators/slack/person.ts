import { addressOf, type Control, controlsOf, labelOf } from './controls.ts';
import type { Person } from './directory.ts';
import { APP, TEAM } from './emulator.ts';
import { clientErrors, controlFor, type Entry, entryOf, option, type ViewState } from './form.ts';
import type { Interaction } from './interactions.ts';
import { type Json, object, objects, text } from './json.ts';
import type { Message } from './messages.ts';
import { actorFields, commandText, containerFields, placeOf, viewPayload } from './payloads.ts';
import { applyResponseAction } from './response-action.ts';
import { show } from './response-url.ts';
import { optionProblems } from './rules-elements.ts';
import type { Ack } from './sender.ts';
import type { View } from './views.ts';
import { acceptsMessage, note, type World } from './world.ts';

/** What came of a command, click or submission. */
export interface Outcome {
  readonly ack: Ack;
  /** Waits for the first message that answers it (acknowledgement or `response_url`). */
  reply(milliseconds?: number): Promise<Message>;
  /** Waits for the view that it opened or pushed with its trigger. */
  opened(milliseconds?: number): Promise<View>;
  /** The answers so far. */
  replies(): readonly Message[];
}

/** What came of submitting a form. */
export type Submission =
  /** Slack's own client objects; the app has heard nothing. */
  | { readonly sent: false; readonly errors: Readonly<Record<string, string>> }
  | (Outcome & {
      readonly sent: true;
      /** The app's errors by block_id; empty when it took the form. */
      readonly errors: Readonly<Record<string, string>>;
      /** What is on top now, or nothing when all modals are closed. */
      readonly top: View | undefined;
    });

/** How a person reaches the app: one signed delivery. */
export type Send = (kind: 'command' | 'interactive', payload: Json) => Promise<Ack>;

/**
 * One person of the workspace, using the app as Slack lets them.
 *
 * Long because it is one class: whatever a person can do in Slack takes the same few private steps at its end.
 */
export class Actor {
  readonly person: Person;
  readonly #world: World;
  readonly #send: Send;

  constructor(person: Person, world: World, send: Send) {
    this.person = person;
    this.#world = world;
    this.#send = send;
  }

  get id(): string {
    return this.person.id;
  }

  /**
   * Types a slash command in a channel (`#general` unless told otherwise). Mentions and `& < >` are escaped as
   * Slack does (`should_escape`), unless the words already hold escapes.
   */
  async command(command: string, words = '', where: { channel?: string } = {}): Promise<Outcome> {
    const place = placeOf(where.channel ?? 'general', this.#world.directory);
    const interaction = this.#start({ channel: place.id });
    const ack = await this.#send('command', {
      token: 'deprecated',
      team_id: this.person.teamId,
      team_domain: TEAM.domain,
      channel_id: place.id,
      channel_name: place.name,
      user_id: this.id,
      user_name: this.person.name,
      command,
      text: commandText(words, this.#world.directory),
      api_app_id: APP.id,
      is_enterprise_install: 'false',
      response_url: this.#responseUrl(interaction),
      trigger_id: interaction.id,
    });
    this.#check(`command ${command}`, ack);
    await this.#showAcknowledgement(ack, interaction);
    return this.#outcome(ack, interaction);
  }

  /** Presses a button, named by its address, its action_id or by what is written on it. */
  async click(where: Message | View, what: string): Promise<Outcome> {
    const buttons = controlsOf(this.#current(where).blocks).filter((control) => control.type === 'button');
    const button =
      buttons.find((control) => addressOf(control) === what) ??
      buttons.find((control) => control.actionId === what) ??
      buttons.find((control) => labelOf(control) === what) ??
      buttons.find((control) => labelOf(control).includes(what));
    if (button === undefined) {
      const known = buttons.map((one) => `"${labelOf(one)}" (${one.actionId})`).join(', ');
      throw new Error(`No button "${what}" here. There is: ${known || 'none'}.`);
    }
    const { element } = button;
    return this.#act(where, button, {
      text: element.text,
      ...(element.value === undefined ? {} : { value: element.value }),
      ...(element.style === undefined ? {} : { style: element.style }),
    });
  }

  /** Chooses from a menu, ticks boxes, picks a date: everything that dispatches at once. */
  async select(where: Message | View, what: string, value: Entry): Promise<Outcome> {
    const current = this.#current(where);
    const control = controlFor(current.blocks, what);
    if (control.type === 'overflow') {
      const chosen = option(control, value, objects(control.element.options));
      return this.#act(where, control, { selected_option: chosen });
    }
    const offered = await this.#offered(where, control, value);
    const entry = entryOf(control, value, this.#world.directory, offered);
    if (current.kind === 'view')
      this.#world.views.fill(current, withEntry(current.state.values, control, entry));
    if (control.input && control.block.dispatch_action !== true)
      throw new Error(`"${what}" is an input without dispatch_action: its value goes with submit().`);
    return this.#act(where, control, entry);
  }

  /** Types into a menu that the app fills (`external_select`) and answers what it offers. */
  async suggest(where: Message | View, what: string, query: string): Promise<{ ack: Ack; options: Json[] }> {
    const control = controlFor(this.#current(where).blocks, what);
    const ack = await this.#send('interactive', {
      type: 'block_suggestion',
      action_id: control.actionId,
      block_id: control.blockId,
      value: query,
      ...actorFields(this.person),
      ...containerFields(this.#current(where), this.#world.directory),
    });
    this.#check('block_suggestion', ack);
    const groups = objects(ack.json?.option_groups);
    const options =
      groups.length > 0 ? groups.flatMap((g) => objects(g.options)) : objects(ack.json?.options);
    const problems = options.flatMap((one, index) => optionProblems(one, `options[${index}]`));
    if (options.length > 100) problems.push(`options: ${options.length}, at most 100`);
    if (ack.json?.options === undefined && ack.json?.option_groups === undefined)
      problems.push('neither options nor option_groups');
    note(this.#world, 'block_suggestion', problems, ack.body);
    return { ack, options };
  }

  /** Types into a view and chooses in it, without sending anything. */
  async fill(view: View, values: Readonly<Record<string, Entry>>): Promise<View> {
    let state = view.state.values;
    for (const [key, value] of Object.entries(values)) {
      const control = controlFor(view.blocks, key);
      const offered = await this.#offered(view, control, value);
      state = withEntry(state, control, entryOf(control, value, this.#world.directory, offered));
    }
    return this.#world.views.fill(view, state);
  }

  /**
   * Fills a modal (the top one unless told otherwise) and submits it.
   *
   * @param values by block_id, action_id or label; what is left out stays as it is shown
   * @throws for a key that the view does not have, a choice it does not offer, or a view that is not on top
   */
  async submit(view: View | undefined, values: Readonly<Record<string, Entry>> = {}): Promise<Submission> {
    const stack = this.#world.views.modals(this.id);
    const top = stack.at(-1);
    if (top === undefined) throw new Error(`${this.person.name} has no modal open.`);
    if (view !== undefined && view.id !== top.id) throw new Error('Another modal is on top of this one.');
    if (top.submit === undefined || top.submit === null) throw new Error('This modal has no submit button.');
    const filled = await this.fill(top, values);
    const errors = clientErrors(filled.blocks, filled.state.values);
    if (Object.keys(errors).length > 0) return { sent: false, errors };
    const interaction = this.#start({ viewId: filled.id });
    const ack = await this.#send('interactive', {
      type: 'view_submission',
      ...actorFields(this.person),
      trigger_id: interaction.id,
      view: viewPayload(filled),
      response_urls: [],
    });
    const appErrors = this.#check('view_submission', ack)
      ? await applyResponseAction(this.#world, this.id, filled, ack)
      : {};
    this.#world.changes.announce();
    return {
      ...this.#outcome(ack, interaction),
      sent: true,
      errors: appErrors,
      top: this.#world.views.modals(this.id).at(-1),
    };
  }

  /** Closes the top modal. The app hears of it only where it asked (`notify_on_close`). */
  async close(view?: View): Promise<Ack | undefined> {
    const stack = this.#world.views.modals(this.id);
    const top = stack.at(-1);
    if (top === undefined) throw new Error(`${this.person.name} has no modal open.`);
    if (view !== undefined && view.id !== top.id) throw new Error('Another modal is on top of this one.');
    const cleared = top.clear_on_close === true;
    if (cleared) this.#world.views.clear(this.id);
    else this.#world.views.pop(this.id);
    this.#world.changes.announce();
    if (top.notify_on_close !== true) return undefined;
    const ack = await this.#send('interactive', {
      type: 'view_closed',
      ...actorFields(this.person),
      view: viewPayload(top),
      is_cleared: cleared,
    });
    this.#check('view_closed', ack);
    return ack;
  }

  /** Presses what no message of the app offers, with whatever it carries: as somebody might who writes requests by hand. */
  async forge(action: Json, where: { channel?: string } = {}): Promise<Outcome> {
    const place = placeOf(where.channel ?? 'general', this.#world.directory);
    const interaction = this.#start({ channel: place.id });
    const ack = await this.#send('interactive', {
      type: 'block_actions',
      ...actorFields(this.person),
      container: { type: 'message', message_ts: '1.0', channel_id: place.id, is_ephemeral: true },
      channel: place,
      trigger_id: interaction.id,
      response_url: this.#responseUrl(interaction),
      state: { values: {} },
      actions: [{ type: 'button', block_id: 'forged', action_ts: '1.0', ...action }],
    });
    return this.#outcome(ack, interaction);
  }

  /** Submits a view that the app never opened. */
  async forgeSubmission(view: {
    callback_id: string;
    private_metadata: string;
    values?: Json;
  }): Promise<Outcome> {
    const interaction = this.#start({});
    const { values = {}, ...rest } = view;
    const ack = await this.#send('interactive', {
      type: 'view_submission',
      ...actorFields(this.person),
      trigger_id: interaction.id,
      view: {
        id: 'V0FORGED',
        type: 'modal',
        title: { type: 'plain_text', text: 'Forged' },
        blocks: [],
        state: { values },
        hash: '1.0',
        ...rest,
        app_installed_team_id: TEAM.id,
      },
      response_urls: [],
    });
    return this.#outcome(ack, interaction);
  }

  /** Asks a menu of the app for what fits, outside of any view of the app. */
  async forgeSuggestion(actionId: string, value: string, view: Json = {}): Promise<Ack> {
    return this.#send('interactive', {
      type: 'block_suggestion',
      action_id: actionId,
      block_id: 'forged',
      value,
      ...actorFields(this.person),
      container: { type: 'view', view_id: 'V0FORGED' },
      view: { id: 'V0FORGED', type: 'modal', private_metadata: '', state: { values: {} }, ...view },
    });
  }

  async #act(where: Message | View, control: Control, fields: Json): Promise<Outcome> {
    const shown = this.#current(where);
    const interaction = this.#start(
      shown.kind === 'view'
        ? { viewId: shown.id }
        : { channel: shown.channel, source: { channel: shown.channel, ts: shown.ts } },
    );
    const ack = await this.#send('interactive', {
      type: 'block_actions',
      ...actorFields(this.person),
      ...containerFields(shown, this.#world.directory),
      trigger_id: interaction.id,
      ...(shown.kind === 'view'
        ? {}
        : { response_url: this.#responseUrl(interaction), state: { values: {} } }),
      actions: [
        {
          type: control.type,
          action_id: control.actionId,
          block_id: control.blockId,
          action_ts: `${this.#world.now() / 1000}`,
          ...fields,
        },
      ],
    });
    this.#check('block_actions', ack);
    return this.#outcome(ack, interaction);
  }

  /** What a menu filled by the app offers for this choice; nothing for other controls. */
  async #offered(where: Message | View, control: Control, value: Entry): Promise<Json[]> {
    if (!control.type.endsWith('external_select') || value === null) return [];
    const wanted = Array.isArray(value) ? value : [value];
    const offered: Json[] = [];
    for (const one of wanted) {
      const query = typeof one === 'object' ? text(object(object(one).text).text) : String(one);
      offered.push(...(await this.suggest(where, addressOf(control), query)).options);
    }
    return offered;
  }

  async #showAcknowledgement(ack: Ack, interaction: Interaction): Promise<void> {
    if (ack.status !== 200 || ack.body.trim() === '') return;
    const message: Json = ack.json ?? { text: ack.body };
    if (acceptsMessage(this.#world, 'acknowledgement', message))
      await show(this.#world, interaction, message);
    this.#world.changes.announce();
  }

  /** Notes an acknowledgement that Slack would report to the person as a failure. */
  #check(where: string, ack: Ack): boolean {
    if (ack.status !== 200) note(this.#world, where, [`dispatch_failed: HTTP ${ack.status}`], ack.body);
    else if (ack.milliseconds > this.#world.patience)
      note(this.#world, where, [`operation_timeout: ${Math.round(ack.milliseconds)} ms`], ack.body);
    else return true;
    return false;
  }

  #start(facts: Partial<Pick<Interaction, 'channel' | 'source' | 'viewId'>>): Interaction {
    return this.#world.interactions.start({
      user: this.id,
      channel: null,
      source: null,
      viewId: null,
      ...facts,
    });
  }

  #outcome(ack: Ack, interaction: Interaction): Outcome {
    const world = this.#world;
    const replies = () => world.messages.all().filter((message) => message.interaction === interaction.id);
    const describe = () =>
      `Last calls: ${
        world.calls
          .slice(-5)
          .map((call) => `${call.method} ${JSON.stringify(call.response).slice(0, 200)}`)
          .join(' · ') || 'none'
      }. Problems: ${JSON.stringify(world.problems.map(({ where, problem }) => `${where}: ${problem}`))}`;
    return {
      ack,
      replies,
      reply: (milliseconds = 15_000) => world.changes.until(() => replies()[0], milliseconds, describe),
      opened: (milliseconds = 15_000) =>
        world.changes.until(
          () => world.views.find(interaction.opened[0] ?? '')?.view,
          milliseconds,
          describe,
        ),
    };
  }

  /** The message or view as it is now; it must be on this person's screen. */
  #current(where: Message | View): Message | View {
    if (where.kind === 'view') {
      const known = this.#world.views.find(where.id);
      if (known?.user !== this.id) throw new Error(`${this.person.name} does not have this view open.`);
      return known.view;
    }
    const message = this.#world.messages.find(where.channel, where.ts);
    if (message === undefined) throw new Error('This message is no longer there.');
    if (message.ephemeralTo !== null && message.ephemeralTo !== this.id)
      throw new Error(`${this.person.name} cannot see this ephemeral message.`);
    return message;
  }

  #responseUrl(interaction: Interaction): string {
    return `${this.#world.origin}/response/${interaction.id}`;
  }
}

function withEntry(values: ViewState, control: Control, entry: Json): ViewState {
  return { ...values, [control.blockId]: { ...values[control.blockId], [control.actionId]: entry } };
}
