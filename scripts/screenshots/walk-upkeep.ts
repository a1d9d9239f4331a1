import type { Stage } from '../../test/simulators/stage.ts';
import { answerTo } from './answer-to.ts';
import type { Scene } from './frame.ts';
import { openedBy, openedByCommand } from './opened-by.ts';

/** How an account is looked after: its forms, and how it is paused and taken away. */
export async function* walkUpkeep(stage: Stage): AsyncGenerator<Scene> {
  const { slack, pagerduty, app } = stage;
  const alice = slack.person('alice');
  await answerTo(stage, 'sync', 'alice', '/sei-pagerduty sync');
  await app.sync.idle();
  const edit = await openedByCommand(stage, 'alice', 'edit Production');
  yield { name: 'integration-edit', shown: edit, caption: 'Alice: `/sei-pagerduty edit Production`' };
  await alice.close();

  const key = await openedByCommand(stage, 'alice', 'reauth Production');
  yield { name: 'integration-reauth', shown: key, caption: 'Alice: `/sei-pagerduty reauth Production`' };
  const wrong = await alice.submit(key, { apiKey: 'u+mistyped' });
  const refused = slack.modals('alice').at(-1);
  if (refused)
    yield {
      name: 'integration-reauth-wrong',
      shown: refused,
      caption: 'The new key is wrong',
      errors: wrong.errors,
    };
  const renewed = await alice.submit(undefined, { apiKey: pagerduty.apiKey });
  if (renewed.sent && renewed.top)
    yield { name: 'integration-reauth-done', shown: renewed.top, caption: 'The new key is right' };
  await alice.close();
  await app.sync.idle();

  const status = await (await alice.command('/sei-pagerduty', 'status Production')).reply();
  const spot = await openedBy(stage, 'alice', () => alice.click(status, 'Spot check'));
  const found = await alice.submit(spot, { number: String(aNumber(stage)) });
  if (found.sent && found.top)
    yield { name: 'integration-spot', shown: found.top, caption: 'Alice looks one incident up' };
  await alice.close();

  const asked = await answerTo(stage, 'integration-pause', 'alice', '/sei-pagerduty pause Production');
  yield asked;
  if (asked.shown.kind === 'message') {
    const done = await (await alice.click(asked.shown, 'Pause')).reply();
    yield { name: 'integration-paused', shown: done, caption: 'Alice presses Pause' };
  }
  yield await answerTo(stage, 'answer-paused', 'bob', '/sei-mttr checkout');
  const resume = await answerTo(stage, 'integration-resume', 'alice', '/sei-pagerduty resume Production');
  yield resume;
  if (resume.shown.kind === 'message') await (await alice.click(resume.shown, 'Resume')).reply();
  await app.sync.idle();

  yield await answerTo(stage, 'status-admin', 'alice', '/sei-pagerduty status Production');

  const leaving = await openedByCommand(stage, 'alice', 'delete Production');
  yield { name: 'integration-delete', shown: leaving, caption: 'Alice: `/sei-pagerduty delete Production`' };
  await alice.close();
  const refusal = await openedByCommand(stage, 'bob', 'delete Production', { shows: 'can help' });
  yield {
    name: 'integration-delete-member',
    shown: refusal,
    caption: 'Bob (member): `/sei-pagerduty delete Production`',
  };
  await slack.person('bob').close();
}

/** The number of an incident that is stored. */
function aNumber({ pagerduty }: Stage): number {
  const known = pagerduty.truth('any').findLast(({ resolvedAt }) => resolvedAt !== null);
  return known?.number ?? 1;
}
