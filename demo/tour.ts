import { renderText } from '../test/simulators/slack/render-text.ts';
import { connectForm, openConnectForm, type Stage } from '../test/simulators/stage.ts';
import { ask } from './ask.ts';
import type { Voice } from './say.ts';

const QUESTIONS = ['service=checkout', 'last=90d by=priority', 'service=chekout'];

/** Connects PagerDuty, watches the backfill, asks three questions: the main job, as Alice sees it. */
export async function tour(stage: Stage, voice: Voice): Promise<void> {
  const alice = stage.slack.person('alice');

  voice.step('Alice, an admin of the workspace, connects PagerDuty');
  voice.typed('alice', '/sei-pagerduty connect');
  const ready = await openConnectForm(stage);
  voice.shown(renderText(ready));
  voice.line();
  voice.line(
    'She fills it in (the key is shown here by its last four characters, as the app would) and submits.',
  );
  const sent = await alice.submit(ready, connectForm(stage));
  if (!sent.sent || Object.keys(sent.errors).length > 0)
    throw new Error(`The connect form was refused: ${JSON.stringify(sent.errors)}`);
  if (sent.top) voice.shown(renderText(sent.top));
  if (sent.top) await alice.close();

  voice.step('The app pulls the incidents in, newest first, and says so in a message to Alice');
  await showProgress(stage, voice);

  voice.step('Three questions');
  for (const question of QUESTIONS) {
    await ask(stage, alice, voice, `/sei-mttr ${question}`);
    voice.line();
  }
}

/** The one message of the backfill, each time it says something new. */
async function showProgress(stage: Stage, voice: Voice): Promise<void> {
  let last = '';
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const message = await stage.slack.until(() => stage.slack.messages('alice').at(-1), 10_000);
    const text = renderText(message);
    if (text !== last) {
      if (last !== '') voice.line();
      voice.shown(text);
      last = text;
    }
    if (/\/sei-mttr/.test(JSON.stringify(message.blocks))) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The backfill did not end within a minute.');
}
