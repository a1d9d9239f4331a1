import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt';
import type { Log } from '../log.ts';
import type { Tracing } from '../tracing.ts';
import { workspaceOf } from './caller.ts';

/**
 * Gives every request of Slack's its id, whichever way it came, and writes down what it was: its kind and name, never
 * what somebody typed.
 */
export function traced(tracing: Tracing, log: Log, newId: () => string): Middleware<AnyMiddlewareArgs> {
  return ({ next, context, ...args }) =>
    tracing.run(tracing.current() ?? newId(), () => {
      log.info({ what: nameOf(args), workspaceId: workspaceOf(context) }, 'Slack asks.');
      return next();
    });
}

/** `command /sei-mttr`, `action incidents_open`, `view connect`, `event app_home_opened`. */
function nameOf(args: object): string {
  if ('command' in args) return `command ${field(args.command, 'command')}`;
  if ('event' in args) return `event ${field(args.event, 'type')}`;
  if ('view' in args && !('action' in args)) return `view ${field(args.view, 'callback_id')}`;
  if ('action' in args) return `action ${field(args.action, 'action_id')}`;
  return 'options' in args ? `options ${field(args.options, 'action_id')}` : 'something else';
}

function field(value: unknown, name: string): string {
  const found = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === 'string' ? found : '';
}
