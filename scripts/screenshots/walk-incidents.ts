import { object } from '../../test/simulators/slack/json.ts';
import type { View } from '../../test/simulators/slack/views.ts';
import type { Stage } from '../../test/simulators/stage.ts';
import { answerTo } from './answer-to.ts';
import type { Scene } from './frame.ts';
import { openedBy } from './opened-by.ts';

/** From a number to the incidents behind it: what if without some, and one is excluded for good. */
export async function* walkIncidents(stage: Stage): AsyncGenerator<Scene> {
  const { slack } = stage;
  const alice = slack.person('alice');
  const answer = await (await alice.command('/sei-mttr', 'warehouse last=14d')).reply(10_000);
  const press = (what: string) => alice.click(answer, what);
  yield {
    name: 'about-number',
    shown: await openedBy(stage, 'alice', () => press('About this number'), 'report'),
    caption: 'Alice presses *About this number*',
  };
  await alice.close();

  const list = await openedBy(stage, 'alice', () => press('incidents_open'), 'The longest first');
  yield { name: 'incidents', shown: list, caption: 'Alice presses the number of incidents' };
  const switched = await openedBy(
    stage,
    'alice',
    () => alice.select(list, 'switches', ['highUrgencyOnly', 'withoutShort']),
    'What if:',
  );
  yield { name: 'incidents-what-if', shown: switched, caption: 'Alice sets two switches' };
  await openedBy(stage, 'alice', () => alice.select(list, 'switches', []), /^(?!.*What if:)/);
  const form = await openedBy(stage, 'alice', () => exclude(stage, list));
  yield {
    name: 'exclude-form',
    shown: await alice.fill(form, { reason: 'A drill: nobody was affected' }),
    caption: 'Alice chooses *Exclude with a reason…*',
  };
  await alice.submit(form, { reason: 'A drill: nobody was affected' });
  const without = await openedBy(stage, 'alice', async () => {}, 'Excluded by hand');
  yield { name: 'incidents-excluded', shown: without, caption: 'The number without it' };
  const all = await openedBy(
    stage,
    'alice',
    () => alice.click(without, 'Excluded by hand'),
    'not count in any number',
  );
  yield { name: 'exclusions', shown: all, caption: 'Alice presses *Excluded by hand: 1*' };
  await alice.close();
  await alice.close();
  yield await answerTo(stage, 'answer-excluded', 'bob', '/sei-mttr warehouse last=14d');
}

/** Chooses it in the menu of the first incident. */
async function exclude({ slack }: Stage, list: View): Promise<void> {
  const row = list.blocks.find(({ accessory }) => object(accessory).type === 'overflow');
  const address = `${row?.block_id}/${object(row?.accessory).action_id}`;
  await slack.person('alice').select(list, address, 'Exclude with a reason…');
}
