import type { App } from '@slack/bolt';

/** What listeners serve, as they register it with Bolt. */
export interface Served {
  readonly commands: readonly string[];
  readonly events: readonly string[];
  /** Menus that the app fills. */
  readonly options: readonly string[];
  readonly actions: readonly string[];
  readonly views: readonly string[];
}

/** Runs a registration against a Bolt app that only writes down what it is given. */
export function servedBy(register: (app: App) => void): Served {
  const served = { commands: [], events: [], options: [], actions: [], views: [] } as Record<
    keyof Served,
    string[]
  >; // the empty lists say nothing of what they will hold
  const note = (list: keyof Served) => (constraint: unknown) => {
    served[list].push(named(constraint));
  };
  const recorder: Partial<Record<keyof App, unknown>> = {
    command: note('commands'),
    event: note('events'),
    options: note('options'),
    action: note('actions'),
    view: note('views'),
    use: () => {},
    error: () => {},
  };
  register(recorder as unknown as App); // registrations use these methods only; another would throw here
  return {
    commands: [...new Set(served.commands)].sort(),
    events: [...new Set(served.events)].sort(),
    options: [...new Set(served.options)].sort(),
    actions: [...new Set(served.actions)].sort(),
    views: [...new Set(served.views)].sort(),
  };
}

/** A service that can be taken apart and called while listeners are registered, and does nothing. */
export function idleServices<Services extends object>(): Services {
  const idle: unknown = new Proxy(() => idle, { get: () => idle });
  return idle as Services; // stands for any service for as long as nothing is asked of it
}

function named(constraint: unknown): string {
  if (typeof constraint === 'string') return constraint;
  if (constraint instanceof RegExp) return String(constraint);
  const fields = Object.entries(constraint ?? {}).find(
    ([field]) => field === 'action_id' || field === 'callback_id',
  );
  return fields === undefined ? JSON.stringify(constraint) : named(fields[1]);
}
