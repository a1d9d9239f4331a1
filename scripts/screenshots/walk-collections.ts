import type { Stage } from '../../test/simulators/stage.ts';
import { answerTo } from './answer-to.ts';
import type { Scene } from './frame.ts';
import { openedBy, openedByCommand } from './opened-by.ts';

/** Alice makes collections, looks at them as a tree and as a list, and takes one away again. */
export async function* walkCollections(stage: Stage): AsyncGenerator<Scene> {
  const { slack } = stage;
  const alice = slack.person('alice');
  const bob = slack.person('bob');
  const proposed = await answerTo(stage, 'collections-none', 'alice', '/sei-pagerduty collections');
  yield proposed;
  yield await answerTo(stage, 'collections-none-member', 'bob', '/sei-pagerduty collections');

  const form = await openedByCommand(stage, 'alice', 'collection new');
  yield {
    name: 'collection-form-empty',
    shown: form,
    caption: 'Alice (owner): `/sei-pagerduty collection new`',
  };
  await alice.fill(form, { name: 'Payments', description: 'Everything between basket and bank account' });
  await openedBy(
    stage,
    'alice',
    () => alice.select(form, 'collection_form_values', ['checkout', 'ledger', 'payouts']),
    'payouts',
  );
  await openedBy(stage, 'alice', () => alice.click(form, 'Add a filter'), 'Filter 2');
  const filled = await openedBy(
    stage,
    'alice',
    () => alice.select(form, 'values_1_priority_pick', ['P1', 'P2']),
    '"P2"',
  );
  yield { name: 'collection-form', shown: filled, caption: 'Alice has chosen two filters' };
  await alice.submit(filled);
  const made = await openedSaved(stage, 'alice');
  if (made) yield { name: 'collection-saved', shown: made, caption: 'Alice saves' };

  const nested = await openedByCommand(stage, 'alice', 'collection new');
  const below = 'Teams › All Teams › Payments';
  await openedBy(stage, 'alice', () => alice.select(nested, 'place', below), below);
  await openedBy(
    stage,
    'alice',
    () => alice.select(nested, 'collection_form_values', ['ledger']),
    '"ledger"',
  );
  await alice.submit(undefined, { name: 'Payments at night' });
  await openedSaved(stage, 'alice');
  const proposing = await (await alice.command('/sei-pagerduty', 'collections')).reply();
  await (await alice.click(proposing, '+ platform')).reply();
  await stage.app.sync.idle();

  const tree = await answerTo(stage, 'collections-tree', 'alice', '/sei-pagerduty collections');
  yield tree;
  if (tree.shown.kind === 'message') {
    const list = await (await alice.click(tree.shown, 'As a list')).reply();
    yield { name: 'collections-list', shown: list, caption: 'Alice presses *As a list*' };
  }
  yield await answerTo(stage, 'collection-admin', 'alice', '/sei-pagerduty collection Payments', 'payments');
  yield await answerTo(stage, 'collection-member', 'bob', '/sei-pagerduty collection Payments', 'payments');
  yield await answerTo(stage, 'collection-typo', 'bob', '/sei-pagerduty collection Paymnets');
  yield await answerTo(stage, 'collection-answer', 'bob', '/sei-mttr collection=Payments');

  const edit = await openedByCommand(stage, 'alice', 'collection edit Payments');
  const asked = await openedBy(
    stage,
    'alice',
    async () => {
      await alice.select(edit, 'values_1_priority_pick', ['P1']);
      await alice.submit(undefined);
    },
    'Save again',
  );
  yield { name: 'collection-asks', shown: asked, caption: 'Alice saves a change of its filters' };
  await alice.close();

  const deleting = await openedByCommand(stage, 'alice', 'collection delete Payments');
  yield {
    name: 'collection-delete',
    shown: deleting,
    caption: 'Alice: `/sei-pagerduty collection delete Payments`',
  };
  await alice.close();
  yield { name: 'home-collections', shown: await slack.openHome('alice'), caption: 'Home, Alice (owner)' };
  yield {
    name: 'home-collections-member',
    shown: await slack.openHome('bob'),
    caption: 'Home, Bob (member)',
  };
  const settings = await openedBy(stage, 'bob', async () =>
    bob.click(await slack.openHome('bob'), 'Settings'),
  );
  yield { name: 'settings-member', shown: settings, caption: 'Bob (member) presses Settings' };
  await bob.close();
  const all = await openedBy(stage, 'alice', async () =>
    alice.click(await slack.openHome('alice'), 'Settings'),
  );
  yield { name: 'settings-admin', shown: all, caption: 'Alice (owner) presses Settings' };
  await alice.close();
}

/** What a form shows once it is saved; nothing where it closes. */
async function openedSaved({ slack }: Stage, who: string) {
  const top = slack.modals(who).at(-1);
  if (top !== undefined) await slack.person(who).close();
  return top;
}
