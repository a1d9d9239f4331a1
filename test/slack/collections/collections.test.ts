import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collection } from '../../../src/domain/collection.ts';
import { incident } from '../../fixtures/incident.ts';
import type { View } from '../../simulators/slack/views.ts';
import { integration, NOW } from '../records.ts';
import { type Stage, startStage } from '../setup.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
  stage.fake.integrations = [integration({ workspaceId: stage.slack.team.id })];
  stage.fake.directory = {
    services: ['checkout', 'ledger', 'payouts'].map((name) => ({
      id: `P${name.toUpperCase()}`,
      name,
      status: 'active',
      autoResolveTimeout: null,
      deletedAt: null,
    })),
    users: [],
    teams: [
      { id: 'PTEAM1', name: 'Payments', private: false, deletedAt: null },
      { id: 'PTEAM2', name: 'Search', private: false, deletedAt: null },
      { id: 'PTEAM3', name: 'Board', private: true, deletedAt: null },
    ],
    priorities: [],
    missing: [],
  };
  stage.fake.incidents = ['checkout', 'checkout', 'ledger', 'payouts'].map((name, index) =>
    incident({
      integrationId: 'int-1',
      id: `Q${index}`,
      createdAt: NOW - 1_000,
      service: { id: `P${name.toUpperCase()}`, name },
    }),
  );
});

afterEach(async () => {
  await stage.settled();
  expect(stage.slack.problems).toEqual([]);
  await stage.stop();
});

function collection(change: Partial<Collection> = {}): Collection {
  return {
    workspaceId: stage.slack.team.id,
    id: 'all',
    name: 'All Teams',
    description: '',
    tags: [],
    parentId: null,
    category: 'Teams',
    integrationIds: null,
    filter: [],
    ...change,
  };
}

const payments = (): Collection => {
  const { category: _, ...nested } = collection({
    id: 'pay',
    name: 'Payments',
    parentId: 'all',
    filter: [{ field: 'service', operator: 'equals', values: ['PCHECKOUT', 'PLEDGER'] }],
  });
  return nested;
};

/** The modal of a person, once it says something. */
function modal(person: string, words: string): Promise<View> {
  return stage.slack.until(() =>
    stage.slack.modals(person).find(({ blocks }) => JSON.stringify(blocks).includes(words)),
  );
}

async function say(person: string, words: string, channel = 'payments') {
  return (await stage.slack.person(person).command('/sei-pagerduty', words, { channel })).reply();
}

describe('making one', () => {
  test('the first one makes its category; values are found while typing, and counted before saving', async () => {
    const alice = stage.slack.person('alice');
    await alice.command('/sei-pagerduty', 'collection new');
    const view = await modal('alice', 'New category');
    expect(JSON.stringify(view.blocks)).toContain('4 → 4');
    const { options } = await alice.suggest(view, 'collection_form_values', 'che');
    expect(options).toEqual([
      { text: { type: 'plain_text', text: 'checkout', emoji: false }, value: 'PCHECKOUT' },
    ]);
    await alice.select(view, 'collection_form_values', ['checkout']);
    await modal('alice', '4 → 2');
    const sent = await alice.submit(undefined, { name: 'Checkout' });
    expect(sent.errors).toEqual({});
    expect(stage.fake.collections).toMatchObject([
      { name: 'All Teams', category: 'Teams', parentId: null, filter: [] },
      { name: 'Checkout', filter: [{ field: 'service', operator: 'equals', values: ['PCHECKOUT'] }] },
    ]);
    expect(stage.fake.collections[1]?.parentId).toBe(stage.fake.collections[0]?.id);
  });

  test('another field brings other values; filters are added and removed', async () => {
    const alice = stage.slack.person('alice');
    await alice.command('/sei-pagerduty', 'collection new');
    const view = await modal('alice', 'Filter 1: PD Service equals');
    await alice.select(view, 'collection_form_field', 'Incident Urgency');
    await modal('alice', 'Filter 1: Incident Urgency equals');
    const { options } = await alice.suggest(view, 'collection_form_values', '');
    expect(options.map(({ value }) => value)).toEqual(['high', 'low']);
    await alice.click(view, 'Add a filter');
    await modal('alice', 'Filter 2: PD Service equals');
    await alice.click(view, 'Remove filter 1');
    await modal('alice', 'Filter 1: PD Service equals');
  });

  test('starts with is written, not picked', async () => {
    const alice = stage.slack.person('alice');
    await alice.command('/sei-pagerduty', 'collection new');
    const view = await modal('alice', 'New category');
    await alice.select(view, 'collection_form_operator', 'Starts with');
    await modal('alice', 'PD Service starts with');
    await alice.select(view, 'collection_form_values', 'CHECK, led');
    await modal('alice', '4 → 3');
  });

  test('mistakes stand under their inputs', async () => {
    stage.fake.collections = [collection(), payments()];
    const alice = stage.slack.person('alice');
    await alice.command('/sei-pagerduty', 'collection new');
    await modal('alice', 'Filter 1');
    const sent = await alice.submit(undefined, { name: 'payments' });
    expect(sent.errors).toEqual({ name: 'Payments exists. Choose another name.' });
  });

  test('a member learns who can', async () => {
    await stage.slack.person('bob').command('/sei-pagerduty', 'collection new');
    await modal('bob', 'Collection Admins');
  });

  test('PagerDuty’s teams propose themselves, one click each, but for private ones', async () => {
    const message = await say('alice', 'collections');
    expect(JSON.stringify(message.blocks)).toContain('2 teams have no collection yet');
    expect(JSON.stringify(message.blocks)).not.toContain('Board');
    const made = await (await stage.slack.person('alice').click(message, '+ Search')).reply();
    expect(made.text).toContain('Made the collection Search.');
    expect(stage.fake.collections.map(({ name }) => name)).toEqual(['All Teams', 'Search']);
    expect(JSON.stringify((await say('bob', 'collections')).blocks)).not.toContain('+ Payments');
  });
});

describe('changing one', () => {
  beforeEach(() => {
    stage.fake.collections = [collection(), payments()];
  });

  test('a new name is saved at once; other incidents are asked about first', async () => {
    const alice = stage.slack.person('alice');
    await alice.command('/sei-pagerduty', 'collection edit payments');
    const view = await modal('alice', 'Filter 1');
    expect(JSON.stringify(view.blocks)).toContain('*3*, as now');
    await alice.select(view, 'collection_form_values', ['checkout']);
    await modal('alice', '3 → 2');
    await alice.submit(undefined, { name: 'Pay' });
    await modal('alice', 'This changes which incidents');
    expect(stage.fake.collections[1]?.name).toBe('Payments');
    await alice.submit(undefined);
    await modal('alice', 'is saved');
    expect(stage.fake.collections[1]).toMatchObject({ name: 'Pay', filter: [{ values: ['PCHECKOUT'] }] });
  });

  test('it cannot be moved below itself, and finds where it can', async () => {
    stage.fake.collections.push({ ...payments(), id: 'led', name: 'Ledger', parentId: 'pay' });
    const alice = stage.slack.person('alice');
    await alice.command('/sei-pagerduty', 'collection edit Payments');
    const view = await modal('alice', 'Filter 1');
    const { options } = await alice.suggest(view, 'collection_form_place', '');
    expect(options.map(({ value }) => value)).toEqual(['new', 'all']);
  });

  test('deleting names what moves up, and only then deletes', async () => {
    stage.fake.collections.push({ ...payments(), id: 'led', name: 'Ledger', parentId: 'pay' });
    const alice = stage.slack.person('alice');
    await alice.command('/sei-pagerduty', 'collection delete Payments');
    await modal(
      'alice',
      '1 collection below it moves up one level, and is no longer narrowed by it: “Ledger”',
    );
    await alice.submit(undefined);
    await modal('alice', 'Payments is deleted');
    expect(stage.fake.collections).toMatchObject([{ id: 'all' }, { id: 'led', parentId: 'all' }]);
  });

  test('a name that nobody has names the nearest', async () => {
    await stage.slack.person('alice').command('/sei-pagerduty', 'collection edit paymnts');
    await modal('alice', 'There is: `Payments`');
  });
});

describe('finding and choosing', () => {
  beforeEach(() => {
    stage.fake.collections = [collection(), payments()];
  });

  test('the tree, the list with paths, the menu, and one of them', async () => {
    const bob = stage.slack.person('bob');
    const tree = await say('bob', 'collections');
    expect(tree.text).toContain(
      '*Teams*\n• All Teams: everything\n\u2003• Payments: PD Service equals checkout or ledger',
    );
    expect(JSON.stringify(tree.blocks)).not.toContain('New collection');
    await bob.click(tree, 'As a list');
    const flat = await stage.slack.until(() =>
      stage.slack.ephemerals('bob').find(({ text }) => text.includes('Teams › All Teams › Payments')),
    );
    const detail = await (await bob.select(flat, 'collection_open', 'Payments')).reply();
    expect(detail.text).toContain('PD Service equals checkout or ledger');
  });

  test('my default and the channel’s are chosen and taken back', async () => {
    const { choices } = stage.services;
    const actor = (name: string) => ({
      workspaceId: stage.slack.team.id,
      teamId: stage.slack.team.id,
      userId: stage.slack.person(name).id,
    });
    const channelId = stage.slack.channel('payments').id;
    const bob = stage.slack.person('bob');
    await (await bob.click(await say('bob', 'collection payments'), 'Make it my default')).reply();
    expect(await choices.defaultFor(actor('bob'), null)).toMatchObject({ id: 'pay' });
    expect(await choices.defaultFor(actor('carol'), channelId)).toBeNull();

    const alice = stage.slack.person('alice');
    await (
      await alice.click(await say('alice', 'collection "All Teams"'), 'Default of this channel')
    ).reply();
    expect(await choices.defaultFor(actor('carol'), channelId)).toMatchObject({ id: 'all' });
    await (await bob.click(await say('bob', 'collection payments'), 'No longer my default')).reply();
    expect(await choices.defaultFor(actor('bob'), null)).toBeNull();
  });

  test('200 collections with names of 1 and 100 characters are listed page by page', async () => {
    stage.fake.collections = [
      collection(),
      ...Array.from({ length: 199 }, (_, index) => ({
        ...payments(),
        id: `c${index}`,
        name: index === 0 ? 'x' : `${'<!here>'.repeat(13)}${index}`,
        description: 'd'.repeat(1_000),
      })),
    ];
    const alice = stage.slack.person('alice');
    let message = await say('alice', 'collections');
    expect(JSON.stringify(message.blocks)).not.toContain('<!here>');
    for (const from of [40, 80]) {
      await alice.click(message, 'Show 40 more');
      message = await stage.slack.until(() =>
        stage.slack
          .ephemerals('alice')
          .find(({ blocks }) => JSON.stringify(blocks).includes(`${from + 40} of 200 shown`)),
      );
    }
    const { options } = await alice.suggest(message, 'collection_open', 'here');
    expect(options).toHaveLength(100);
    await alice.command('/sei-pagerduty', 'collection edit x');
    await modal('alice', 'Filter 1');
  });
});
