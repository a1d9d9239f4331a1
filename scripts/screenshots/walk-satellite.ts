import { TestSatellite } from '../../test/satellite/test-satellite.ts';
import { openConnectForm, type Stage } from '../../test/simulators/stage.ts';
import { answerTo } from './answer-to.ts';
import type { Scene } from './frame.ts';

/** Alice connects an account that only her network reaches, and starts two satellites for it. */
export async function* walkSatellite(stage: Stage): AsyncGenerator<Scene> {
  const { slack } = stage;
  const alice = slack.person('alice');
  const filled = await alice.fill(await openConnectForm(stage), {
    name: 'Plant',
    region: 'other',
    url: 'https://pagerduty.plant.example',
    username: 'dana@example.com',
  });
  await alice.select(filled, 'satellite', ['satellite']);
  const ticked = await slack.until(() => {
    const top = slack.modals('alice').at(-1);
    return top && !top.blocks.some(({ block_id }) => block_id === 'apiKey') ? top : null;
  });
  yield { name: 'satellite-1-ticked', shown: ticked, caption: 'Alice ticks the satellite' };
  const sent = await alice.submit(ticked);
  if (!sent.sent || !sent.top) throw new Error(`The form was refused: ${JSON.stringify(sent.errors)}`);
  yield { name: 'satellite-2-saved', shown: sent.top, caption: 'Alice saves' };
  await alice.close();
  const written = (words: string) =>
    slack.until(() => slack.messages('alice').findLast(({ text }) => text.includes(words)));
  yield {
    name: 'satellite-3-file',
    shown: await written('satellite.yml for'),
    caption: 'Direct message to Alice',
  };
  yield {
    name: 'satellite-4-waiting',
    shown: await written('waits for'),
    caption: 'Direct message to Alice',
  };
  yield await answerTo(stage, 'satellite-5-status-waiting', 'alice', '/sei-pagerduty status Plant');

  const file = slack.files().findLast(({ name }) => name === 'satellite.yml');
  for (const version of ['0.1.0', '0.0.9']) {
    const satellite = TestSatellite.of(stage.url, file?.data ?? '');
    await satellite.enrol();
    await satellite.heartbeat({ version });
  }
  yield await answerTo(stage, 'satellite-6-status', 'alice', '/sei-pagerduty status Plant');
  yield await answerTo(stage, 'satellite-7-file-again', 'alice', '/sei-pagerduty satellite Plant');
  yield await answerTo(stage, 'satellite-8-member', 'bob', '/sei-pagerduty satellite Plant');
}
