import type {
  BlockAction,
  Middleware,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackEventMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import type { AnyBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Actor } from '../access/actor.ts';
import type { Action } from '../access/permissions.ts';
import { RefusedError } from '../access/refused-error.ts';
import { failureView } from './blocks/failure-view.ts';
import { callerOf } from './caller.ts';
import { redrawView } from './redraw-view.ts';
import { responder } from './respond-to.ts';
import { refusalMessage } from './roles/refusal-message.ts';
import { sentenceFor } from './sentence-for.ts';
import type { Services } from './services.ts';

export type ListenerServices = Pick<Services, 'access' | 'inFlight' | 'log' | 'newErrorId'>;

/** Says one sentence, or a refusal with what to do about it, to the person who asked, and to nobody else. */
export type Tell = (said: string | RefusedError) => Promise<unknown>;

interface Common {
  readonly client: WebClient;
  readonly caller: Actor;
  readonly tell: Tell;
}
export type CommandRequest = SlackCommandMiddlewareArgs & Common;
export type ActionRequest = SlackActionMiddlewareArgs<BlockAction> & Common;
export type SubmitRequest = SlackViewMiddlewareArgs<ViewSubmitAction> & Common;
type HomeRequest = SlackEventMiddlewareArgs<'app_home_opened'> & Omit<Common, 'tell'>;

/** What the caller must be allowed; `checked later` where a view has to open first (a trigger lives 3 seconds). */
type Needs = Action | 'checked later';

/** A slash command: acknowledged first, then permission, then the work. */
export function onCommand(
  services: ListenerServices,
  name: string,
  needs: Needs,
  work: (request: CommandRequest) => Promise<unknown>,
): Middleware<SlackCommandMiddlewareArgs> {
  return async (args) => {
    await args.ack();
    const tell: Tell = (said) =>
      args.respond({ response_type: 'ephemeral', replace_original: false, ...messageOf(said) });
    await run(services, name, tell, () =>
      permitted(services, needs, { ...args, caller: callerOf(args.context), tell }, work),
    );
  };
}

/** A button or menu. */
export function onAction(
  services: ListenerServices,
  name: string,
  needs: Needs,
  work: (request: ActionRequest) => Promise<unknown>,
): Middleware<SlackActionMiddlewareArgs<BlockAction>> {
  return async (args) => {
    await args.ack();
    const tell: Tell = (said) =>
      responder(args)({ response_type: 'ephemeral', replace_original: false, ...messageOf(said) });
    await run(services, name, tell, () =>
      permitted(services, needs, { ...args, caller: callerOf(args.context), tell }, work),
    );
  };
}

/**
 * A submitted modal. The work acknowledges, since its answer is the acknowledgement. What fails shows in the modal; in the DM,
 * where that was closed meanwhile.
 */
export function onSubmit(
  services: ListenerServices,
  name: string,
  work: (request: SubmitRequest) => Promise<unknown>,
): Middleware<SlackViewMiddlewareArgs<ViewSubmitAction>> {
  return async (args) => {
    let acknowledged = false;
    const ack: typeof args.ack = (answer) => {
      acknowledged = true;
      return args.ack(answer);
    };
    const tell: Tell = async (said) => {
      const view = failureView(said);
      if (!acknowledged) return args.ack({ response_action: 'update', view });
      if (await redrawView(args.client, { id: args.view.id }, view)) return;
      await args.client.chat.postMessage({ channel: args.body.user.id, ...messageOf(said) });
    };
    await run(services, name, tell, () => work({ ...args, ack, caller: callerOf(args.context), tell }));
  };
}

/** Somebody opened the App Home: what fails shows there. */
export function onHomeOpened(
  services: ListenerServices,
  work: (request: HomeRequest) => Promise<unknown>,
): Middleware<SlackEventMiddlewareArgs<'app_home_opened'>> {
  return async (args) => {
    const tell: Tell = (said) =>
      args.client.views.publish({
        user_id: args.event.user,
        view: { type: 'home', blocks: failureView(said).blocks },
      });
    await run(services, 'app_home_opened', tell, () => work({ ...args, caller: callerOf(args.context) }));
  };
}

async function permitted<Request extends Common>(
  { access }: ListenerServices,
  needs: Needs,
  request: Request,
  work: (request: Request) => Promise<unknown>,
): Promise<unknown> {
  if (needs !== 'checked later') await access.demand(request.caller, needs);
  return work(request);
}

function messageOf(said: string | RefusedError): { text: string; blocks?: AnyBlock[] } {
  return said instanceof RefusedError ? refusalMessage(said) : { text: said };
}

async function run(
  { inFlight, log, newErrorId }: ListenerServices,
  listener: string,
  tell: Tell,
  work: () => Promise<unknown>,
): Promise<void> {
  const errorId = newErrorId();
  const done = (async () => {
    try {
      await work();
    } catch (error) {
      if (error instanceof RefusedError) return void (await tell(error));
      log.error({ errorId, listener, error }, 'A listener failed.');
      await tell(sentenceFor(error, errorId));
    }
  })();
  await inFlight.track(done).catch((error: unknown) => {
    log.warn({ errorId, listener, error }, 'The failure could not be told to the person.');
  });
}
