import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Profile } from '../../../src/domain/profile.ts';
import { renderText } from '../../simulators/slack/render-text.ts';
import type { View } from '../../simulators/slack/views.ts';
import { integration } from '../records.ts';
import { type Stage, startStage } from '../setup.ts';

const WORKSPACE = 'Whole workspace (the default)';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
  const { fake } = stage;
  fake.integrations = [integration({ workspaceId: stage.slack.team.id })];
  fake.collections = [collection('col-1', 'Payments')];
  fake.directory = {
    ...fake.directory,
    priorities: [
      { id: 'PP1', name: 'P1', rank: 0, deletedAt: null },
      { id: 'PP2', name: 'P2', rank: 1, deletedAt: null },
    ],
  };
});

afterEach(async () => {
  await stage.settled();
  expect(stage.slack.problems).toEqual([]);
  await stage.stop();
});

function collection(id: string, name: string) {
  return {
    workspaceId: stage.slack.team.id,
    id,
    name,
    description: '',
    tags: [],
    parentId: null,
    category: 'Teams',
    integrationIds: null,
    filter: [],
  };
}

function profile(change: Partial<Profile> = {}): Profile {
  return {
    workspaceId: 'T0SIMULATE',
    id: 'profile-1',
    name: 'Urgent only',
    integrationIds: null,
    filter: [{ field: 'urgency', operator: 'equals', values: ['high'] }],
    track: 'resolved',
    ...change,
  };
}

/** The modal on top, once it says this. */
async function shows(name: string, text: string): Promise<View> {
  const { slack } = stage;
  return slack.until(() => {
    const top = slack.modals(name).at(-1);
    return top && renderText(top, { columns: 240 }).includes(text) ? top : null;
  });
}

async function listed(name: string): Promise<View> {
  await stage.slack.person(name).command('/sei-pagerduty', 'profile');
  return shows(name, 'A profile says how recovery is measured');
}

describe('a new profile', () => {
  test('is filled in, shows what it changes, and is saved where it is to hold', async () => {
    const { slack, fake } = stage;
    const alice = slack.person('alice');
    await alice.click(await listed('alice'), 'New profile');
    const form = await shows('alice', 'Which event must lie');
    // Before anything is saved: what it would change.
    expect(renderText(form, { columns: 240 })).toContain('1,204 → 310');

    const values = {
      name: 'P1 and P2 only',
      track: 'created',
      values_0_priority_pick: ['P1', 'P2'],
      places: [WORKSPACE, { text: { type: 'plain_text', text: 'Payments' }, value: 'col-1' }],
    };
    const asked = await alice.submit(form, values);
    expect(asked.errors).toEqual({});
    const question = await shows('alice', 'Is this meant?');
    expect(renderText(question, { columns: 240 })).toContain('Payments: 1,204 → 310');
    expect(fake.profiles.profiles).toEqual([]);

    await alice.submit(question);
    await shows('alice', 'P1 and P2 only is saved.');
    const [saved] = fake.profiles.profiles;
    expect(saved).toMatchObject({ name: 'P1 and P2 only', track: 'created', integrationIds: null });
    expect(saved?.filter).toEqual([{ field: 'priority', operator: 'equals', values: expect.any(Array) }]);
    expect(fake.profiles.assignments).toMatchObject({
      defaultId: saved?.id,
      byCollection: { 'col-1': saved?.id },
    });
  });

  test('a choice draws the form anew with other inputs, and keeps what was typed', async () => {
    const { slack } = stage;
    const alice = slack.person('alice');
    await alice.click(await listed('alice'), 'New profile');
    const form = await shows('alice', 'Which event must lie');
    await alice.select(form, 'profile_field', 'status');
    const next = await shows('alice', 'Filter 1: Status equals');
    const { options } = await alice.suggest(next, 'values_0_status_pick', 'res');
    expect(options.map(({ value }) => value)).toEqual(['resolved']);
    await alice.click(next, 'Add a filter');
    await shows('alice', 'Filter 2');
  });

  test('what is wrong stands under its input', async () => {
    const { slack, fake } = stage;
    const alice = slack.person('alice');
    fake.profiles.problems = { name: 'Urgent only exists. Choose another name.' };
    await alice.click(await listed('alice'), 'New profile');
    const sent = await alice.submit(await shows('alice', 'Which event must lie'), { name: 'Urgent only' });
    expect(sent.errors).toEqual({ name: 'Urgent only exists. Choose another name.' });
  });
});

describe('a stored profile', () => {
  beforeEach(() => {
    const { profiles } = stage.fake;
    profiles.profiles = [profile(), profile({ id: 'profile-2', name: 'Everything', filter: [] })];
    profiles.assignments = {
      workspaceId: 'T0SIMULATE',
      defaultId: 'profile-2',
      byCollection: { 'col-1': 'profile-1' },
    };
  });

  test('is listed with what it measures and where it holds', async () => {
    const text = renderText(await listed('bob'), { columns: 240 });
    expect(text).toContain('tracked when resolved · all accounts · Incident Urgency equals high');
    expect(text).toContain('Holds for: Payments');
    expect(text).toContain('Holds for: the whole workspace');
    expect(text).toContain('SEI Admins');
    expect(text).not.toContain('New profile');
  });

  test('is edited: moved to the whole workspace, in place of the one there', async () => {
    const { slack, fake } = stage;
    const alice = slack.person('alice');
    await alice.select(await listed('alice'), 'profile_row', 'edit profile-1');
    const form = await shows('alice', 'Edit MTTR profile');
    await alice.submit(form, { places: [WORKSPACE] });
    const question = await shows('alice', 'Is this meant?');
    expect(renderText(question, { columns: 240 })).toContain('(in place of Everything)');
    await alice.submit(question);
    await shows('alice', 'Urgent only is saved.');
    expect(fake.profiles.assignments).toMatchObject({ defaultId: 'profile-1', byCollection: {} });
  });

  test('is deleted after a question that says what holds afterwards', async () => {
    const { slack, fake } = stage;
    const alice = slack.person('alice');
    await alice.select(await listed('alice'), 'profile_row', 'delete profile-1');
    const question = await shows('alice', 'Delete Urgent only?');
    expect(renderText(question, { columns: 240 })).toContain('It holds for: Payments.');
    await alice.submit(question);
    await slack.until(() => fake.profiles.profiles.length === 1);
    await shows('alice', 'Everything');
  });

  test('offers a Viewer nothing to change', async () => {
    const { slack } = stage;
    const bob = slack.person('bob');
    const list = await listed('bob');
    expect(JSON.stringify(list.blocks)).not.toContain('profile_row');
    await bob.close();
  });
});
