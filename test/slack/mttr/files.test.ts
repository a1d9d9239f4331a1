import { RespondError, type RespondFn } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainQuestion } from '../../../src/slack/mttr/asked.ts';
import { replyWithAnswer } from '../../../src/slack/mttr/reply-with-answer.ts';
import { report } from '../report-fixture.ts';
import { type Stage, startStage } from '../setup.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
  stage.fake.answer = async () => ({ kind: 'report', report: report() });
  stage.fake.csv = async (subject) => ({
    kind: 'csv',
    report: report(),
    name: 'mttr-7KQ2M.csv',
    content: `about,${subject.reportId}\r\n`,
    rows: 1,
  });
});

afterEach(async () => {
  await stage.settled();
  expect(stage.slack.problems).toEqual([]);
  await stage.stop();
});

async function file(name: string) {
  const { slack } = stage;
  return slack.until(() => slack.files().find((each) => each.name === name));
}

describe('the rows as a file', () => {
  test('go into the messages of who asked, and are those of the answer', async () => {
    const { slack } = stage;
    const bob = slack.person('bob');
    await bob.command('/sei-mttr', 'checkout csv');
    const sent = await file('mttr-7KQ2M.csv');
    expect(sent.data.toString()).toBe('about,7KQ2M\r\n');
    expect(sent.channel).toBe(slack.messages('bob')[0]?.channel);
    await slack.until(() => slack.ephemerals('bob').some(({ text }) => text.includes('is in your messages')));
  });

  test('come with one press', async () => {
    const { slack } = stage;
    const bob = slack.person('bob');
    const answer = await (await bob.command('/sei-mttr', 'checkout')).reply();
    const told = await (await bob.click(answer, 'CSV')).reply();
    expect(told.text).toBe('mttr-7KQ2M.csv is in your messages with SEI PagerDuty.');
    await file('mttr-7KQ2M.csv');
  });

  test('stand below a public answer', async () => {
    const { slack } = stage;
    await slack.person('bob').command('/sei-mttr', 'checkout public csv', { channel: 'payments' });
    const sent = await file('mttr-7KQ2M.csv');
    const [answer] = slack.messages('payments');
    expect(answer?.text).toContain('checkout: MTTR 1h 39m');
    expect(sent.channel).toBe(answer?.channel);
    const [shared] = slack.callsOf('files.completeUploadExternal');
    expect(shared?.args).toMatchObject({ channel_id: answer?.channel, thread_ts: answer?.ts });
  });

  test('that cannot be made after the answer are missed in words', async () => {
    stage.fake.csv = async () => ({ kind: 'unknown report', id: '7KQ2M' });
    const asked = await stage.slack.person('bob').command('/sei-mttr', 'checkout csv');
    await stage.settled();
    expect(asked.replies().map(({ text }) => text)).toEqual([
      expect.stringContaining('MTTR'),
      'There is nothing to export any more. Please ask again.',
    ]);
  });

  test('of a report that is gone are refused in words', async () => {
    const { slack, fake } = stage;
    const bob = slack.person('bob');
    const answer = await (await bob.command('/sei-mttr', 'checkout')).reply();
    fake.csv = async () => ({ kind: 'unknown report', id: '7KQ2M' });
    const told = await (await bob.click(answer, 'CSV')).reply();
    expect(told.text).toContain('There is no report 7KQ2M here');
  });
});

describe('where Slack does not take its own chart', () => {
  /** What goes through a response URL that refuses some block types. */
  async function answered(refused: readonly string[]): Promise<string[]> {
    const taken: string[] = [];
    const respond: RespondFn = async (message) => {
      const wire = JSON.stringify(message);
      if (refused.some((type) => wire.includes(`"type":"${type}"`))) throw new RespondError('refused', 400);
      taken.push(wire);
      return new Response('ok');
    };
    const { services, slack } = stage;
    const caller = { workspaceId: slack.team.id, teamId: slack.team.id, userId: slack.person('bob').id };
    const client = await services.clientOf(slack.team.id);
    const asked = { question: plainQuestion, public: false, csv: false, reportId: null };
    await replyWithAnswer(services, asked, { client, caller, respond, channelId: null });
    return taken;
  }

  test('a picture of it stands there, which says the same in words', async () => {
    const [answer] = await answered(['data_visualization']);
    expect(answer).toContain('"slack_file"');
    expect(answer).toContain('Median recovery by week (* in part), incidents in brackets: 25 Oct 40m (4)');
    const [picture] = stage.slack.files();
    expect(picture?.data.subarray(1, 4).toString()).toBe('PNG');
  });

  test('and no picture: words', async () => {
    const [answer] = await answered(['data_visualization', 'image']);
    expect(answer).not.toContain('slack_file');
    expect(answer).toContain('Median recovery by week (* in part), incidents in brackets: 25 Oct 40m (4)');
  });

  test('and takes no file: words, and the operator reads why', async () => {
    stage.slack.faults.always('files.getUploadURLExternal', 'missing_scope');
    const [answer] = await answered(['data_visualization']);
    expect(answer).not.toContain('slack_file');
    expect(stage.fake.logged.join('\n')).toContain('could not be handed to Slack');
  });
});
