import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { slackDigestPoster } from '../../src/slack/digests/slack-digest-poster.ts';
import type { Stage } from '../../test/simulators/stage.ts';
import { NOW } from '../../test/slack/records.ts';
import { answerTo } from './answer-to.ts';
import { DIGEST_WEEKS } from './digest-weeks.ts';
import type { Scene } from './frame.ts';
import { openedByCommand } from './opened-by.ts';

/** Digests of five weeks as a channel reads them, and how they are made and looked after. */
export async function* walkDigests(stage: Stage): AsyncGenerator<Scene> {
  const { slack } = stage;
  const client = new WebClient(slack.botToken, { slackApiUrl: slack.url });
  const poster = slackDigestPoster({
    clientOf: async () => client,
    collectionOf: async () => 'Payments',
    clock: { now: () => NOW },
    log: pino({ level: 'silent' }),
    picturePatience: 100,
  });
  const place = { kind: 'channel', channelId: slack.channel('payments').id } as const;
  for (const [name, caption, report] of DIGEST_WEEKS) {
    const outcome = await poster.post({ ...report, digest: { ...report.digest, place } }, 'native');
    const shown = slack.messages('payments').at(-1);
    if (outcome.kind !== 'posted' || shown === undefined)
      throw new Error(`Slack refused ${name}: ${JSON.stringify(outcome)}`);
    yield { name, shown, caption: `${caption}, in #payments` };
    if (name === 'digest-bad') {
      await poster.postDetails(report, outcome.message);
      const details = slack.messages('payments').at(-1);
      if (details) yield { name: 'digest-bad-thread', shown: details, caption: 'Its thread' };
    }
  }

  const form = await openedByCommand(stage, 'alice', 'digest new');
  yield {
    name: 'digest-form',
    shown: form,
    caption: 'Alice (owner) in #payments: `/sei-pagerduty digest new`',
  };
  const saved = await slack.person('alice').submit(form, { target: '45m' });
  if (saved.sent && saved.top) yield { name: 'digest-saved', shown: saved.top, caption: 'Alice saves' };
  await slack.person('alice').close();
  const announced = await slack.until(() =>
    slack.messages('payments').findLast(({ text }) => text.includes('set up a digest')),
  );
  yield { name: 'digest-announced', shown: announced, caption: '#payments hears who configured it' };

  const own = await openedByCommand(stage, 'carol', 'digest new');
  yield { name: 'digest-form-viewer', shown: own, caption: 'Carol (member): `/sei-pagerduty digest new`' };
  await slack.person('carol').submit(own, {});
  await slack.person('carol').close();
  yield await answerTo(stage, 'digest-list', 'alice', '/sei-pagerduty digest', 'payments');
  yield await answerTo(stage, 'digest-list-viewer', 'carol', '/sei-pagerduty digest', 'payments');
  const stop = await openedByCommand(stage, 'bob', 'digest mute');
  yield { name: 'digest-mute', shown: stop, caption: 'Bob (member): `/sei-pagerduty digest mute`' };
  await slack.person('bob').close();
}
