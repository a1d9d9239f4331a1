import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectAccount, type Stage, startStage } from '../simulators/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage({ pagerduty: { incidents: 30, months: 1 } });
  await connectAccount(stage);
});
afterEach(() => stage.stop());

async function opens(name: string, words: string, form: string) {
  await stage.slack.person(name).command('/sei-pagerduty', words);
  return stage.slack.until(() => stage.slack.modals(name).find(({ callback_id }) => callback_id === form));
}
const replyTo = async (name: string, words: string) =>
  (await stage.slack.person(name).command('/sei-pagerduty', words)).reply();
/** What stands on this person's screen, when it says this. */
const shows = (name: string, words: string) =>
  stage.slack.until(() => stage.slack.modals(name).find((view) => JSON.stringify(view).includes(words)));

async function give(person: string, role: string) {
  const alice = stage.slack.person('alice');
  await alice.click(await replyTo('alice', 'roles'), 'Give or take a role');
  const form = await stage.slack.until(() =>
    stage.slack.modals('alice').find(({ callback_id }) => callback_id === 'role'),
  );
  expect((await alice.submit(form, { person, role })).errors).toEqual({});
  await alice.close();
}

async function narrow(name: string) {
  const alice = stage.slack.person('alice');
  const form = await opens('alice', `audience "${name}"`, 'audience');
  const sent = await alice.submit(form, { seenBy: 'Only those below', people: ['adam'] });
  expect(sent.errors).toEqual({});
  await alice.close();
}

describe('T17 between opening and sending a form', () => {
  test('the role is taken: an account is not edited', async () => {
    await give('bob', 'SEI Admin');
    const form = await opens('bob', 'edit Production', 'integration_edit');
    await give('bob', 'Viewer');
    await stage.slack.person('bob').submit(form, { name: 'Taken over' });
    await shows('bob', 'Only SEI Admins');
    expect((await replyTo('alice', 'list')).text).toContain('Production');
    expect((await replyTo('alice', 'list')).text).not.toContain('Taken over');
  });

  test('the role is taken: no role is given with the open form', async () => {
    await give('bob', 'SEI Admin');
    const bob = stage.slack.person('bob');
    await bob.click(await replyTo('bob', 'roles'), 'Give or take a role');
    const form = await shows('bob', '"person"');
    await give('bob', 'Viewer');
    await bob.submit(form, { person: 'bob', role: 'SEI Admin' });
    await shows('bob', 'Only SEI Admins');
    expect((await replyTo('bob', 'sync Production')).text).toContain('Only SEI Admins');
  });

  test('the role is taken: no collection is made', async () => {
    await give('bob', 'Collection Admin');
    const form = await opens('bob', 'collection new', 'collection');
    await give('bob', 'Viewer');
    await stage.slack.person('bob').submit(form, { name: 'Taken over', category: 'Teams' });
    await shows('bob', 'Only Collection Admins');
    expect(JSON.stringify(await replyTo('alice', 'collections'))).not.toContain('Taken over');
  });

  test('the account is deleted: it does not come back with what was typed', async () => {
    const form = await opens('alice', 'edit Production', 'integration_edit');
    const adam = stage.slack.person('adam');
    const deletion = await opens('adam', 'delete Production', 'integration_delete');
    await adam.submit(deletion, {});
    await expect.poll(async () => (await replyTo('alice', 'list')).text).toContain('not connected yet');
    await stage.slack.person('alice').submit(form, { name: 'Taken over' });
    await shows('alice', 'not connected any more');
    expect((await replyTo('alice', 'list')).text).toContain('not connected yet');
  });
});

describe('T17 between an answer and what is pressed below it', () => {
  test('the account is narrowed: no rows and no file for who is outside', async () => {
    const bob = stage.slack.person('bob');
    const answer = await (await bob.command('/sei-mttr', '')).reply();
    const count = /(\d+ incidents)/.exec(JSON.stringify(answer.blocks))?.[1] ?? 'no count';
    await bob.click(answer, count);
    const rows = await shows('bob', 'CSV');
    expect(JSON.stringify(rows)).toContain('pagerduty.com/incidents');
    await narrow('Production');
    const files = stage.slack.files().length;
    await bob.click(rows, 'CSV');
    await stage.slack.until(() =>
      stage.slack.messages('bob').some(({ text }) => text.startsWith('There is nothing to export')),
    );
    expect(stage.slack.files()).toHaveLength(files);
    await bob.close();
    await bob.click(answer, count);
    const refused = await shows('bob', 'There is no report');
    expect(JSON.stringify(refused)).not.toContain('pagerduty.com/incidents');
  });
});
