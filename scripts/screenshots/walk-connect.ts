import { connectForm, openConnectForm, type Stage } from '../../test/simulators/stage.ts';
import { answerTo } from './answer-to.ts';
import type { Scene } from './frame.ts';

/** Alice connects the account and watches it being loaded. */
export async function* walkConnect(stage: Stage): AsyncGenerator<Scene> {
  const { slack, pagerduty } = stage;
  const form = await openConnectForm(stage);
  pagerduty.setLatency(100);
  const sent = await slack.person('alice').submit(form, connectForm(stage));
  if (!sent.sent || !sent.top) throw new Error(`The form was refused: ${JSON.stringify(sent.errors)}`);
  pagerduty.setLatency(400);
  await slack.person('alice').close();
  const progress = (words: RegExp) =>
    slack.until(() => slack.messages('alice').find(({ text }) => words.test(text)), 60_000);
  // Nothing is drawn before the half is there: the loading does not wait for pictures.
  const first = await progress(/loading/);
  const half = await progress(/ [3-7]\d %/);
  // Slow enough for all that is looked at meanwhile.
  pagerduty.setLatency(5_000);
  yield { name: 'connect-7-connected', shown: sent.top, caption: 'Alice submitted the form' };
  yield { name: 'progress-1', shown: first, caption: 'Direct message to Alice' };
  yield { name: 'progress-2', shown: half, caption: 'The same message, later' };
  yield await answerTo(stage, 'backfilling', 'bob', '/sei-mttr checkout last=90d');
  yield await answerTo(stage, 'backfilling-outside', 'bob', '/sei-mttr month=2026-06');
  yield await answerTo(stage, 'list-backfilling', 'bob', '/sei-pagerduty list');
  yield await answerTo(stage, 'status-backfilling', 'bob', '/sei-pagerduty status');
  yield { name: 'home-backfilling', shown: await slack.openHome('bob'), caption: 'Home, Bob (member)' };
  pagerduty.setLatency(0);
  await stage.app.sync.idle();
  yield { name: 'progress-3', shown: await progress(/is ready/), caption: 'The same message, at the end' };
}
