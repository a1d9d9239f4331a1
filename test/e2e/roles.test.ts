import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkAuditLogs } from '../../src/audit/tool.ts';
import { connectAccount, type Stage, startStage } from '../simulators/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ pagerduty: { incidents: 30, months: 1 } });
  await connectAccount(stage);
});
afterAll(() => stage.stop());

const replyTo = async (name: string, words: string) =>
  (await stage.slack.person(name).command('/sei-pagerduty', words)).reply();
const lastDirect = (name: string, words: string) =>
  stage.slack.until(() => stage.slack.messages(name).findLast(({ text }) => text.includes(words)));

describe('a refused person', () => {
  test('asks for the role with one press, and an admin grants it with one', async () => {
    const bob = stage.slack.person('bob');
    const refused = await replyTo('bob', 'sync Production');
    expect(refused.text).toContain('Only SEI Admins');
    const asked = await (await bob.click(refused, 'Ask to be SEI Admin')).reply();
    expect(asked.text).toMatch(/^Asked <@/);
    const request = await lastDirect('adam', 'asks to be SEI Admin');
    await stage.slack.person('adam').click(request, 'Make them SEI Admin');
    await lastDirect('bob', 'You are SEI Admin now');
    expect((await replyTo('bob', 'sync Production')).text).toContain('sync');
    await stage.app.sync.idle();
  });

  test('asks once: a second press while nobody has answered bothers nobody', async () => {
    const carol = stage.slack.person('carol');
    const refused = await replyTo('carol', 'sync Production');
    await (await carol.click(refused, 'Ask to be SEI Admin')).reply();
    const before = stage.slack.messages('adam').length;
    const again = await replyTo('carol', 'sync Production');
    expect((await (await carol.click(again, 'Ask to be SEI Admin')).reply()).text).toContain('asked already');
    expect(stage.slack.messages('adam')).toHaveLength(before);
    const request = await lastDirect('adam', `<@${carol.id}> asks`);
    await stage.slack.person('adam').click(request, 'Decline');
    await lastDirect('carol', 'did not make you SEI Admin');
    expect((await replyTo('carol', 'sync Production')).text).toContain('Only SEI Admins');
  });

  test('who is asked twice finds the request answered', async () => {
    const request = await lastDirect('alice', 'asks to be SEI Admin');
    await stage.slack.person('alice').click(request, 'Make them SEI Admin');
    await stage.slack.until(() =>
      stage.slack.messages('alice').some(({ text }) => text.includes('answered already')),
    );
    expect((await replyTo('carol', 'sync Production')).text).toContain('Only SEI Admins');
  });
});

describe('roles are taken', () => {
  async function give(by: string, person: string, role: string) {
    const admin = stage.slack.person(by);
    const shown = await replyTo(by, 'roles');
    await admin.click(shown, 'Give or take a role');
    const form = await stage.slack.until(() => {
      const top = stage.slack.modals(by).at(-1);
      return top?.callback_id === 'role' ? top : null;
    });
    const sent = await admin.submit(form, { person, role });
    await admin.close();
    return sent.errors;
  }

  test('from a workspace admin, by somebody whom they themselves made an admin', async () => {
    expect(await give('bob', 'adam', 'Viewer')).toEqual({});
    expect((await replyTo('adam', 'sync Production')).text).toContain('Only SEI Admins');
    expect((await replyTo('adam', 'roles')).text).toContain('admins whose role was taken');
    expect(await give('bob', 'adam', 'SEI Admin')).toEqual({});
  });

  test('but never from an owner: nobody can lock everyone out', async () => {
    expect((await give('bob', 'alice', 'Viewer')).role).toContain('always stay SEI Admins');
    expect(await give('bob', 'bob', 'Viewer')).toEqual({});
    expect((await replyTo('alice', 'sync Production')).text).toContain('sync');
    await stage.app.sync.idle();
  });

  test('guests and people of other organisations get none', async () => {
    expect((await give('alice', 'gina', 'SEI Admin')).role).toContain('cannot have a role');
    expect((await give('alice', 'sam', 'Viewer')).role).toContain('cannot have a role');
  });
});

describe('the audit log', () => {
  test('names who did what, as a message and as files', async () => {
    const shown = await replyTo('alice', 'audit');
    expect(shown.text).toContain('integration connected (Production)');
    expect(shown.text).toContain(`<@${stage.slack.person('bob').id}>: role given`);
    expect((await replyTo('carol', 'audit')).text).toContain('Only SEI Admins');
    for (const label of ['All as CSV', 'All as JSON lines'])
      await (await stage.slack.person('alice').click(shown, label)).reply();
    const files = stage.slack.files().filter(({ name }) => name.startsWith('audit'));
    expect(files.map(({ name }) => name.replace(/[\d-]+/, ''))).toEqual(['audit.csv', 'audit.jsonl']);
    const [csv = '', lines = ''] = files.map(({ data }) => data.toString());
    expect(csv.split('\r\n')[0]).toContain('actor,what');
    expect(csv).toContain('integration connected');
    expect(
      lines
        .trim()
        .split('\n')
        .every((line) => JSON.parse(line).hash.length === 64),
    ).toBe(true);
    expect(csv + lines).not.toContain(stage.pagerduty.apiKey);
  });

  test.skipIf(process.env.STORE === 'postgres')(
    'is checked by a command, also while the app runs, which finds any change',
    async () => {
      const said: string[] = [];
      expect(await checkAuditLogs(stage.dataDir, (line) => said.push(line))).toBe(true);
      expect(said.join()).toMatch(/T000000001: \d+ records?, whole; last hash [0-9a-f]{64}/);
      const folder = join(stage.dataDir, 'audit');
      const [name = ''] = await readdir(folder);
      const text = await readFile(join(folder, name), 'utf8');
      const [first = '', second = '', ...rest] = text.split('\n');
      for (const changed of [
        [first.replace('integration connected', 'integration looked at'), second, ...rest],
        [second, ...rest],
        [first, ...rest],
        [second, first, ...rest],
      ]) {
        await writeFile(join(folder, name), changed.join('\n'));
        expect(await checkAuditLogs(stage.dataDir, () => {})).toBe(false);
      }
      await writeFile(join(folder, name), text);
    },
  );
});

test('a workspace’s data is exported without keys, and deleted after a word is typed', async () => {
  const alice = stage.slack.person('alice');
  const shown = await replyTo('alice', 'data');
  await (await alice.click(shown, 'Export')).reply();
  const file = stage.slack.files().find(({ name }) => name === 'sei-pagerduty-data.jsonl');
  const records =
    file?.data
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)) ?? [];
  expect(records.filter(({ kind }) => kind === 'incident')).toHaveLength(30);
  expect(file?.data.toString()).not.toMatch(/"apiKey":|v[12]\.[0-9a-f]{8}\./);

  await alice.click(shown, 'Delete everything');
  const form = await stage.slack.until(() => {
    const top = stage.slack.modals('alice').at(-1);
    return top?.callback_id === 'data_delete' ? top : null;
  });
  expect((await alice.submit(form, { confirmation: 'yes' })).errors.confirmation).toContain('DELETE');
  expect((await alice.submit(form, { confirmation: 'DELETE' })).errors).toEqual({});
  await stage.slack.until(() =>
    JSON.stringify(stage.slack.modals('alice')).includes('Everything is deleted'),
  );
  expect((await replyTo('alice', 'list')).text).toContain('not connected yet');
  expect(await checkAuditLogs(stage.dataDir, () => {})).toBe(true);
  expect((await replyTo('alice', 'audit')).text).toContain('somebody who is not known any more');
  expect(stage.slack.problems).toEqual([]);
});
