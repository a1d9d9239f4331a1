import type { Middleware, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import type { Actor } from '../access/actor.ts';
import { plain, shorten } from './blocks/text.ts';
import { callerOf } from './caller.ts';
import type { Services } from './services.ts';

type OptionsRequest = SlackOptionsMiddlewareArgs<'block_suggestion'> & { readonly caller: Actor };

/** Slack takes at most so many, and lets each carry so many characters. */
const MOST = 100;
const LONGEST_VALUE = 150;

/**
 * A menu that the app fills while somebody types. Whoever may not see anything, and whatever fails, gets an empty menu:
 * there is no other way to answer.
 */
export function onOptions(
  { log, inFlight }: Pick<Services, 'log' | 'inFlight'>,
  name: string,
  find: (request: OptionsRequest) => Promise<readonly PlainTextOption[]>,
): Middleware<SlackOptionsMiddlewareArgs<'block_suggestion'>> {
  return async (args) => {
    const options = await inFlight
      .track((async () => find({ ...args, caller: callerOf(args.context) }))())
      .catch((error: unknown) => {
        log.warn({ listener: name, error }, 'A menu stayed empty.');
        return [];
      });
    const taken = options.filter(({ value = '' }) => value.length <= LONGEST_VALUE).slice(0, MOST);
    await args.ack({ options: taken.map((option) => ({ ...option })) });
  };
}

/** One entry of a menu: 75 characters are shown, 150 carried. */
export function menuOption(label: string, value: string): PlainTextOption {
  return { text: plain(shorten(label, 75) || '–'), value };
}
