import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import type { DigestReport } from '../../../src/digest/digest-report.ts';
import { createLog } from '../../../src/log.ts';
import { slackDigestPoster } from '../../../src/slack/digests/slack-digest-poster.ts';
import { NOW } from '../records.ts';
import { digestReport } from './digest-fixture.ts';

test('a report that cannot be put into a message was never sent: nobody is told that it may be there', async () => {
  const poster = slackDigestPoster({
    clientOf: async () => new WebClient('xoxb-nobody'),
    collectionOf: async () => null,
    clock: { now: () => NOW },
    log: createLog('silent'),
    picturePatience: 0,
  });
  const broken = { ...digestReport(), facts: null } as unknown as DigestReport; // what no composer makes
  expect(await poster.post(broken, 'native')).toMatchObject({
    kind: 'not sent',
    sentence: expect.stringContaining('could not be written'),
  });
});
