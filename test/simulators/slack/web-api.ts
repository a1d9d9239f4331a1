import { APP } from './emulator.ts';
import { type Json, text } from './json.ts';
import { type Answer, failed } from './web-api-answer.ts';
import { botConversations, conversations, withPeople } from './web-api-facts.ts';
import {
  completeUpload,
  deleteMessage,
  postEphemeral,
  postMessage,
  updateMessage,
} from './web-api-messages.ts';
import { openView, publishView, updateView } from './web-api-views.ts';
import type { World } from './world.ts';

/**
 * Answers one Web API call: first what Slack refuses and emulate would let pass, then emulate, then what
 * emulate leaves out of its answer.
 */
export async function answerCall(world: World, method: string, args: Json, token: string): Promise<Answer> {
  if (token === '') return failed('not_authed');
  if (method === 'apps.connections.open')
    return token === APP.appToken
      ? { ok: true, url: `${world.origin.replace('http:', 'ws:')}/link` }
      : failed('invalid_auth');
  if (!world.tokens.has(token)) return failed('invalid_auth');
  if (world.installs.isExpired(token)) return failed('token_expired');
  const { known, place } = world.installs.of(token);
  const forward = (changed: Json = args) => world.emulated.drive(method, changed, known);
  switch (method) {
    case 'api.test':
      return { ok: true, args };
    case 'auth.test':
      return { ...(await forward()), is_enterprise_install: false, ...place };
    case 'auth.revoke':
      world.tokens.delete(token);
      return { ok: true, revoked: true };
    case 'users.info':
    case 'users.list':
      return withPeople(world, await forward(), place.team_id);
    case 'users.conversations':
      return botConversations(world, args);
    case 'conversations.info':
    case 'conversations.members':
    case 'conversations.list':
      return conversations(world, method, args, forward);
    case 'chat.postMessage':
      return postMessage(world, args, forward);
    case 'chat.postEphemeral':
      return postEphemeral(world, args, forward);
    case 'chat.update':
      return updateMessage(world, args, forward);
    case 'chat.delete':
      return deleteMessage(world, args, forward);
    case 'views.open':
    case 'views.push':
      return openView(world, method, args, token);
    case 'views.update':
      return updateView(world, args, forward);
    case 'views.publish':
      return publishView(world, args, forward);
    case 'files.getUploadURLExternal': {
      const answer = await forward();
      const url = text(answer.upload_url);
      return url === '' ? answer : { ...answer, upload_url: `${world.origin}${new URL(url).pathname}` };
    }
    case 'files.completeUploadExternal':
      return completeUpload(world, args, forward);
    default:
      return forward();
  }
}
