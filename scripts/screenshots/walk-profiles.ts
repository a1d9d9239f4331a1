import type { Stage } from '../../test/simulators/stage.ts';
import { answerTo } from './answer-to.ts';
import type { Scene } from './frame.ts';
import { openedBy, openedByCommand } from './opened-by.ts';

/** Alice has the workspace measure only what is urgent, and sees beforehand what that changes. */
export async function* walkProfiles(stage: Stage): AsyncGenerator<Scene> {
  const { slack } = stage;
  const alice = slack.person('alice');
  const none = await openedByCommand(stage, 'alice', 'profile', { shows: 'New profile' });
  yield { name: 'profiles-none', shown: none, caption: 'Alice (owner): `/sei-pagerduty profile`' };
  const form = await openedBy(stage, 'alice', () => alice.click(none, 'New profile'));
  await alice.fill(form, { name: 'P1 and P2 only' });
  await openedBy(
    stage,
    'alice',
    () => alice.select(form, 'values_0_priority_pick', ['P1', 'P2']),
    '"text":"P2"',
  );
  const everywhere = 'Whole workspace (the default)';
  const placed = await openedBy(
    stage,
    'alice',
    () => alice.select(form, 'places', [everywhere]),
    /The whole workspace|Whole workspace/,
  );
  yield { name: 'profile-form', shown: placed, caption: 'Alice has chosen priorities and a place' };
  await alice.submit(placed);
  const asked = await openedBy(stage, 'alice', async () => {}, 'Is this meant');
  yield { name: 'profile-asks', shown: asked, caption: 'Alice saves' };
  await openedBy(stage, 'alice', () => alice.submit(asked), 'is saved');
  const list = await openedBy(stage, 'alice', () => alice.close(), 'Holds for');
  yield { name: 'profiles', shown: list, caption: 'Alice has saved it' };
  await alice.close();
  const seen = await openedByCommand(stage, 'bob', 'profile', { shows: 'Holds for' });
  yield { name: 'profiles-member', shown: seen, caption: 'Bob (member): `/sei-pagerduty profile`' };
  await slack.person('bob').close();
  yield await answerTo(stage, 'answer-profile', 'bob', '/sei-mttr collection=Payments');
}
