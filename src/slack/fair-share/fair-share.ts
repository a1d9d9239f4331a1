import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt';
import { failureView } from '../blocks/failure-view.ts';
import { workspaceOf } from '../caller.ts';
import { type BucketSize, tokenBuckets } from './token-buckets.ts';

/** More than a company of ten thousand needs in its busiest minute, and less than keeps one process busy. */
const REQUESTS: BucketSize = { burst: 1_000, perSecond: 100 };
/** To tell of a refused button costs a request of our own. */
const TELLINGS: BucketSize = { burst: 5, perSecond: 0.2 };

const SENTENCE =
  'Your workspace asks the app more than it can answer at the moment. Please try again in a minute.';

interface FairShareOptions {
  /** What each workspace may ask. */
  readonly share?: BucketSize;
  /** Seconds, of a clock that only goes forward. */
  readonly now?: () => number;
}

/**
 * Keeps one workspace from starving the others: beyond its share a request is answered with a friendly sentence, and no work
 * is done for it. That the app was removed is always heard.
 */
export function fairShare({
  share = REQUESTS,
  now = () => performance.now() / 1000,
}: FairShareOptions = {}): Middleware<AnyMiddlewareArgs> {
  const mayAsk = tokenBuckets(share, now);
  const mayBeTold = tokenBuckets(TELLINGS, now);

  return async (args) => {
    const { context, next } = args;
    const workspaceId = workspaceOf(context) ?? '';
    if ('event' in args && args.event.type !== 'app_home_opened') return next();
    if (mayAsk(workspaceId)) return next();
    await refuse(args, () => mayBeTold(workspaceId));
  };
}

async function refuse(args: AnyMiddlewareArgs, mayBeTold: () => boolean): Promise<void> {
  if ('command' in args && args.command) {
    await args.ack({ response_type: 'ephemeral', text: SENTENCE });
  } else if ('view' in args && args.body.type === 'view_submission') {
    // A submission's answer is its acknowledgement; the types of all views know none.
    await (args.ack as (answer: object) => Promise<void>)({
      response_action: 'update',
      view: failureView(SENTENCE),
    });
  } else if ('options' in args && args.options) {
    await args.ack({ options: [] });
  } else if ('action' in args && args.action) {
    await args.ack();
    if ('response_url' in args.body && args.body.response_url && mayBeTold())
      await args.respond({ response_type: 'ephemeral', replace_original: false, text: SENTENCE });
  } else if ('ack' in args && args.ack) {
    await (args.ack as () => Promise<void>)(); // whatever else may come wants nothing back
  }
}
