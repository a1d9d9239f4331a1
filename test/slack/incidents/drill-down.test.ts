import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WhatIf } from '../../../src/domain/what-if.ts';
import type { Subject } from '../../../src/report/reports.ts';
import { plainQuestion } from '../../../src/slack/mttr/asked.ts';
import { renderText } from '../../simulators/slack/render-text.ts';
import type { View } from '../../simulators/slack/views.ts';
import { NOW } from '../records.ts';
import { pointer, report } from '../report-fixture.ts';
import { type Stage, startStage } from '../setup.ts';
import { drilldown, row } from './rows.ts';

let stage: Stage;
let asked: { subject: Subject; whatIf: WhatIf }[];

beforeEach(async () => {
  stage = await startStage();
  asked = [];
  const { fake } = stage;
  const rows = [
    ...Array.from({ length: 16 }, (_, index) => row(100 + index)),
    row(200, { duration: null, whyNot: 'merged' }),
  ];
  fake.answer = async () => ({ kind: 'report', report: report() });
  fake.again = async () => ({
    kind: 'report',
    report: report(),
    at: NOW,
    question: { ...plainQuestion, by: ['service'] },
    changed: null,
    isSame: true,
  });
  fake.drill = async (subject, whatIf, page) => {
    asked.push({ subject, whatIf });
    const left = whatIf.without
      ? rows.filter(({ incident }) => incident.id !== whatIf.without?.incidentId)
      : rows;
    const excluded = fake.exclusions.inForce[0];
    const shown = excluded
      ? left.map((each) =>
          each.incident.id === excluded.incidentId
            ? { ...each, duration: null, whyNot: 'excluded by hand' as const, exclusion: excluded }
            : each,
        )
      : left;
    return drilldown(
      shown.toSorted((a, b) => Number(b.duration !== null) - Number(a.duration !== null)),
      page,
    );
  };
});

afterEach(async () => {
  await stage.settled();
  expect(stage.slack.problems).toEqual([]);
  await stage.stop();
});

/** The drill-down that somebody opens from an answer, once it is filled. */
async function opened(name: string): Promise<View> {
  const { slack } = stage;
  const person = slack.person(name);
  const answer = await (await person.command('/sei-mttr', 'checkout')).reply();
  await person.click(answer, '14 incidents');
  return slack.until(() => {
    const top = slack.modals(name).at(-1);
    return top?.private_metadata ? top : null;
  });
}

/** What the modal on top says, once it says it. */
async function shows(name: string, text: string): Promise<View> {
  const { slack } = stage;
  return slack.until(() => {
    const top = slack.modals(name).at(-1);
    return top && renderText(top, { columns: 200 }).includes(text) ? top : null;
  });
}

test('the number opens into exactly its incidents, those of the report that was shown', async () => {
  const view = await opened('bob');
  expect(asked[0]?.subject).toEqual({ reportId: '7KQ2M' });
  const text = renderText(view, { columns: 200 });
  expect(text).toContain('1–15 of 17: 16 incidents counted, 1 not counted');
  expect(text).toContain('#100 checkout · 42m');
});

test('the next page shows what is left, the not counted ones with the reason', async () => {
  const view = await opened('bob');
  await stage.slack.person('bob').click(view, 'Next 2');
  const next = await shows('bob', 'merged into another');
  expect(renderText(next, { columns: 200 })).toContain('16–17 of 17');
});

describe('what if', () => {
  test('a switch computes the number again in the same modal, and says how it is', async () => {
    const view = await opened('bob');
    await stage.slack.person('bob').select(view, 'incidents_switches', ['highUrgencyOnly', 'withoutShort']);
    const next = await shows('bob', 'What if:');
    expect(next.id).toBe(view.id);
    expect(asked.at(-1)?.whatIf).toEqual({
      highUrgencyOnly: true,
      withoutAutomatic: false,
      withoutShort: true,
      without: null,
    });
    expect(renderText(next, { columns: 200 })).toContain('As it is: 1h 39m (16 incidents)');
  });

  test('one incident is left out for a look, and counted again', async () => {
    const { slack } = stage;
    const bob = slack.person('bob');
    const view = await opened('bob');
    await bob.select(view, 'int-1 P100', 'without int-1 P100');
    const next = await shows('bob', 'What if:');
    expect(renderText(next, { columns: 200 })).not.toContain('#100 ');
    await bob.click(next, 'Count the one left out again');
    await shows('bob', '#100 ');
    expect(asked.at(-1)?.whatIf.without).toBeNull();
  });
});

describe('excluding by hand', () => {
  test('a Viewer is offered to look, not to exclude', async () => {
    const view = await opened('bob');
    expect(JSON.stringify(view.blocks)).not.toContain('Exclude');
    expect(JSON.stringify(view.blocks)).toContain('What if without it?');
  });

  test('an admin excludes with a reason, and counts it again', async () => {
    const { slack, fake } = stage;
    const alice = slack.person('alice');
    const view = await opened('alice');
    await alice.select(view, 'int-1 P100', 'exclude int-1 P100');
    const form = await slack.until(() => slack.modals('alice').find(({ submit }) => submit));
    const sent = await alice.submit(form, { reason: 'A drill' });
    expect(sent.errors).toEqual({});
    await shows('alice', '15 incidents counted, 2 not counted');
    expect(fake.exclusions.inForce).toMatchObject([{ incidentId: 'P100', reason: 'A drill', by: alice.id }]);
    // A kept report stays as it was: what is shown now is its question, as of now.
    expect(asked.at(-1)?.subject.question?.by).toEqual(['service']);

    await alice.click(await shows('alice', 'Next 2'), 'Next 2');
    const second = await shows('alice', 'A drill');
    await alice.select(second, 'int-1 P100', 'include int-1 P100');
    await shows('alice', '16 incidents counted, 1 not counted');
    expect(fake.exclusions.inForce).toEqual([]);
  });

  test('a refusal of the service stands under the reason', async () => {
    const { slack, fake } = stage;
    const alice = slack.person('alice');
    fake.exclusions.refusal = 'There is no such incident any more.';
    await alice.select(await opened('alice'), 'int-1 P100', 'exclude int-1 P100');
    const form = await slack.until(() => slack.modals('alice').find(({ submit }) => submit));
    const sent = await alice.submit(form, { reason: 'A drill' });
    expect(sent.errors).toEqual({ reason: 'There is no such incident any more.' });
  });

  test('all exclusions of the workspace are listed, with who and why', async () => {
    const { slack, fake } = stage;
    const dana = { workspaceId: 'T0SIMULATE', userId: 'UDANA' };
    fake.exclusions.exclude(dana, { integrationId: 'int-1', incidentId: 'P7' }, 'A <drill>');
    const view = await opened('alice');
    await slack.person('alice').click(view, 'Excluded by hand: 1');
    const list = await shows('alice', 'A <drill>');
    await slack.person('alice').click(list, 'Count it again');
    await shows('alice', 'No incident is excluded by hand.');
  });
});

test('the file of what the switches leave goes to the person', async () => {
  const { slack, fake } = stage;
  fake.csv = async (_subject, whatIf) => ({
    kind: 'csv',
    report: report(),
    name: 'mttr-7KQ2M.csv',
    content: `high,${whatIf.highUrgencyOnly}\r\n`,
    rows: 1,
  });
  const view = await opened('bob');
  await slack.person('bob').select(view, 'incidents_switches', ['highUrgencyOnly']);
  await slack.person('bob').click(await shows('bob', 'What if:'), 'CSV');
  const [file] = await slack.until(() => slack.files().length > 0 && slack.files());
  expect(file).toMatchObject({ name: 'mttr-7KQ2M.csv' });
  expect(file?.data.toString()).toBe('high,true\r\n');
});

test('a hidden title and a broken address leave the number', async () => {
  stage.fake.drill = async (_subject, _whatIf, page) =>
    drilldown([row(5, { incident: pointer(5, { title: null, url: 'javascript:alert(1)' }) })], page);
  const text = renderText(await opened('bob'), { columns: 200 });
  expect(text).toContain('#5 checkout');
  expect(text).not.toMatch(/javascript|null/);
});
