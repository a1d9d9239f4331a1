import type { Stage } from '../../test/simulators/stage.ts';
import { answerTo } from './answer-to.ts';
import type { Scene } from './frame.ts';
import { openedBy, openedByCommand } from './opened-by.ts';

/** Who may do what and sees what, what was done, and the data of the workspace. */
export async function* walkPeople(stage: Stage): AsyncGenerator<Scene> {
  const { slack } = stage;
  const alice = slack.person('alice');
  yield await answerTo(stage, 'roles', 'alice', '/sei-pagerduty roles');
  yield await answerTo(stage, 'roles-member', 'bob', '/sei-pagerduty roles');
  const roles = await (await alice.command('/sei-pagerduty', 'roles')).reply();
  const form = await openedBy(stage, 'alice', () => alice.click(roles, 'Give or take a role'));
  yield {
    name: 'role-form',
    shown: await alice.fill(form, { person: 'carol' }),
    caption: 'Alice gives Carol a role',
  };
  await alice.close();
  const asked = await (await slack.person('bob').command('/sei-pagerduty', 'roles')).reply();
  await slack.person('bob').click(asked, 'Ask to be Collection Admin');
  const request = await slack.until(() =>
    slack.messages('alice').findLast(({ text }) => text.includes('asks to be')),
  );
  yield { name: 'role-request', shown: request, caption: 'Direct message to Alice: Bob has asked' };
  const audience = await openedByCommand(stage, 'alice', 'audience Production');
  yield { name: 'audience', shown: audience, caption: 'Alice: `/sei-pagerduty audience Production`' };
  await alice.close();
  yield await answerTo(stage, 'audit', 'alice', '/sei-pagerduty audit');
  const data = await answerTo(stage, 'data', 'alice', '/sei-pagerduty data');
  yield data;
  if (data.shown.kind === 'message') {
    const { shown } = data;
    const sure = await openedBy(stage, 'alice', () => alice.click(shown, 'Delete everything'));
    yield { name: 'data-delete', shown: sure, caption: 'Alice presses *Delete everything*' };
    await alice.close();
  }
}
