import { RespondError, type RespondFn } from '@slack/bolt';
import { expect, test } from 'vitest';
import type { Message } from '../../src/slack/blocks/message.ts';
import { respondWith } from '../../src/slack/respond-with.ts';

const withChart: Message = { text: 'checkout: MTTR 42m', blocks: [{ type: 'data_visualization' }] };
const withoutChart: Message = { text: 'checkout: MTTR 42m', blocks: [{ type: 'section' }] };

/** A Slack that refuses some block types with a status; what it took is noted. */
function slackThatRefuses(types: readonly string[], status = 400) {
  const taken: unknown[] = [];
  const respond: RespondFn = async (message) => {
    const wire = JSON.stringify(message);
    if (types.some((type) => wire.includes(`"type":"${type}"`))) throw new RespondError('refused', status);
    taken.push(message);
    return new Response('ok');
  };
  return { respond, taken };
}

test('where Slack does not take the chart, the trend goes in words', async () => {
  const { respond, taken } = slackThatRefuses(['data_visualization']);
  await respondWith(respond, withChart, { otherwise: [() => null, async () => withoutChart] });
  expect(taken).toEqual([{ response_type: 'ephemeral', replace_original: false, ...withoutChart }]);
});

test('so it is where the answer goes to a DM, through the Web API', async () => {
  const taken: unknown[] = [];
  const respond: RespondFn = async (message) => {
    if (JSON.stringify(message).includes('data_visualization')) {
      throw Object.assign(new Error('refused'), { data: { ok: false, error: 'invalid_blocks' } });
    }
    taken.push(message);
    return new Response('ok');
  };
  await respondWith(respond, withChart, { otherwise: [() => withoutChart] });
  expect(taken).toMatchObject([withoutChart]);
});

test('where it takes neither, the text alone still answers', async () => {
  const { respond, taken } = slackThatRefuses(['data_visualization', 'section']);
  await respondWith(respond, withChart, { otherwise: [() => null, async () => withoutChart] });
  expect(taken).toEqual([
    { response_type: 'ephemeral', replace_original: false, text: 'checkout: MTTR 42m' },
  ]);
});

test('another refusal is not repeated', async () => {
  const { respond, taken } = slackThatRefuses(['data_visualization'], 404);
  await expect(
    respondWith(respond, withChart, { otherwise: [() => null, async () => withoutChart] }),
  ).rejects.toThrow('refused');
  expect(taken).toEqual([]);
});
