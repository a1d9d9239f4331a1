import { carried } from '../blocks/carried.ts';
import type { Home } from '../home/create-home.ts';
import { type ActionRequest, onAction } from '../listener.ts';
import { responder } from '../respond-to.ts';
import { CHANGE_ACTION, type DigestVerb, ROW_ACTION, VERBS } from './digest-actions.ts';
import { type DigestServices, GONE } from './digest-services.ts';
import { doVerb, type VerbRequest } from './do-verb.ts';

/** Buttons that do one thing with one digest: `digest_do_pause`, its id as value. */
export function verbAction(services: DigestServices, home: Pick<Home, 'changed'>) {
  return onAction(services, 'digest_do', 'checked later', (request) => {
    const verb = verbIn(request.action.action_id.replace(/^digest_do_/, ''));
    if (verb === undefined) return request.tell(GONE);
    return doVerb(services, home, verbRequest(request), verb, carried(request.action));
  });
}

/** The menu of a digest in a list: `pause 4f2c…`. */
export function rowMenu(services: DigestServices, home: Pick<Home, 'changed'>) {
  return onAction(services, ROW_ACTION, 'checked later', (request) => {
    const [word = '', id = ''] = carried(request.action).split(' ');
    const verb = verbIn(word);
    if (verb === undefined) return request.tell(GONE);
    return doVerb(services, home, verbRequest(request), verb, id);
  });
}

/** "Change or stop", under a posted digest. */
export function changeAction(services: DigestServices, home: Pick<Home, 'changed'>) {
  return onAction(services, CHANGE_ACTION, 'checked later', (request) =>
    doVerb(services, home, verbRequest(request), 'edit', carried(request.action)),
  );
}

function verbIn(word: string): DigestVerb | undefined {
  return VERBS.find((known) => known === word);
}

function verbRequest(request: ActionRequest): VerbRequest {
  const { client, caller, body, tell } = request;
  return {
    client,
    caller,
    triggerId: body.trigger_id,
    view: body.view?.type === 'modal' ? { id: body.view.id } : null,
    respond: responder(request),
    tell,
  };
}
