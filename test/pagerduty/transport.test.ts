import { inspect } from 'node:util';
import nock from 'nock';
import { afterEach, describe, expect, test } from 'vitest';
import { connectPagerDuty } from '../../src/pagerduty/connect-pagerduty.ts';
import { PagerDutyError } from '../../src/pagerduty/errors.ts';
import type { Fault } from '../simulators/pagerduty/faults.ts';
import { fakeTime } from './fake-time.ts';
import { clock, setUp } from './setup.ts';

const ALWAYS = { times: Number.POSITIVE_INFINITY };

async function failureOf(promise: Promise<unknown>): Promise<PagerDutyError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof PagerDutyError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

/** Everything of an error that could end up in a log. */
function everythingOf(error: unknown): string {
  return `${JSON.stringify(error, Object.getOwnPropertyNames(error))} ${inspect(error, { depth: 20, showHidden: true })}`;
}

const refused = 'PagerDuty refused this key: mistyped, revoked, or the account is in the other region.';
const unusable = 'An answer came, but not a usable one:';

test.each<[Fault, name: string, sentence: string, requests: number]>([
  [{ kind: 'status', status: 401, code: 2006 }, 'KeyRefusedError', refused, 1],
  [
    { kind: 'status', status: 403, code: 2010 },
    'AccessDeniedError',
    'PagerDuty knows this key, but does not let it read services.',
    1,
  ],
  [
    { kind: 'status', status: 402, code: 2014 },
    'AbilityMissingError',
    "This PagerDuty account's plan does not include services.",
    1,
  ],
  [
    { kind: 'status', status: 404, code: 2100 },
    'NotFoundError',
    "There are no services at this address. Is the URL that of PagerDuty's API?",
    1,
  ],
  [
    { kind: 'status', status: 400, code: 2002 },
    'BadRequestError',
    'PagerDuty did not understand what we asked for (error 400, code 2002).',
    1,
  ],
  [
    { kind: 'redirect', to: 'http://127.0.0.1:1/' },
    'RedirectedError',
    'This URL leads elsewhere: enter the address of the PagerDuty API itself.',
    1,
  ],
  [{ kind: 'html', status: 404 }, 'NotFoundError', 'There are no services at this address.', 1],
  [
    { kind: 'status', status: 408, code: 2016 },
    'NoAnswerError',
    'PagerDuty took too long to find services, and gave up.',
    6,
  ],
  [{ kind: 'status', status: 500 }, 'ServerError', 'PagerDuty has trouble of its own (error 500).', 6],
  [{ kind: 'html', status: 502 }, 'ServerError', 'PagerDuty has trouble of its own (error 502).', 6],
  [{ kind: 'html' }, 'BrokenAnswerError', `${unusable} it is not the JSON that PagerDuty documents.`, 6],
  [{ kind: 'truncated' }, 'BrokenAnswerError', `${unusable} it is not the JSON that PagerDuty documents.`, 6],
  [{ kind: 'empty' }, 'BrokenAnswerError', `${unusable} it is not what PagerDuty documents.`, 6],
  [
    { kind: 'change', change: () => ({ services: 'none' }) },
    'BrokenAnswerError',
    `${unusable} it is not what PagerDuty documents.`,
    6,
  ],
  [{ kind: 'reset' }, 'NoAnswerError', 'No answer from PagerDuty: the connection broke off.', 6],
  [{ kind: 'reset in body' }, 'NoAnswerError', 'No answer from PagerDuty: the connection broke off', 6],
  [
    { kind: 'bare 429' },
    'RateLimitedError',
    'PagerDuty lets this key ask no more for now: its rate limit is used up, perhaps by other tools.',
    11,
  ],
])('%j: %s, and the key is nowhere in it', async (fault, name, sentence, requests) => {
  const { client, pagerduty } = await setUp({ incidents: [] });
  pagerduty.faults.next(fault, { ...ALWAYS, path: '/services' });
  const error = await failureOf(client.directory());
  expect(error.name).toBe(name);
  expect(error.message).toContain(sentence);
  expect(pagerduty.requests.filter(({ path }) => path === '/services')).toHaveLength(requests);
  expect(everythingOf(error)).not.toContain(pagerduty.apiKey);
});

test.each<Fault>([
  { kind: 'status', status: 503 },
  { kind: 'reset' },
  { kind: 'reset in body' },
  { kind: 'truncated' },
  { kind: 'html' },
  { kind: 'bare 429' },
])('what passes is asked for again: %j', async (fault) => {
  const { client, pagerduty } = await setUp({ incidents: [] });
  pagerduty.faults.next(fault, { path: '/services' });
  expect((await client.directory()).services).toHaveLength(12);
  expect(client.counts().retries).toBe(1);
});

test('a 429 with headers sleeps exactly as long as they say', async () => {
  const { client, pagerduty, time } = await setUp({ incidents: [] });
  pagerduty.faults.next({ kind: '429', reset: 23 });
  await client.identify();
  expect(time.slept).toEqual([23_000]);
});

test('a 429 without headers backs off, longer each time', async () => {
  const { client, pagerduty, time } = await setUp({ incidents: [] });
  pagerduty.faults.next({ kind: 'bare 429' }, { times: 3 });
  await client.identify();
  expect(time.slept).toEqual([1_500, 3_000, 6_000]);
});

describe('one deadline for the whole request', () => {
  test.each<Fault>([{ kind: 'hang' }, { kind: 'drip' }])('%j', async (fault) => {
    const { client, pagerduty } = await setUp({ incidents: [] }, { deadline: 150 });
    pagerduty.faults.next(fault, ALWAYS);
    const error = await failureOf(client.identify());
    expect(error.message).toBe('No answer from PagerDuty within 0.15 seconds.');
  });

  test('an abort from outside comes at once, with its own reason', async () => {
    const { client, pagerduty } = await setUp({ incidents: [] });
    pagerduty.faults.next({ kind: 'hang' }, ALWAYS);
    await expect(client.identify(AbortSignal.timeout(50))).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

test('the way to nobody says what is wrong', async () => {
  const { pagerduty, client } = await setUp({ incidents: [] });
  await pagerduty.stop();
  const error = await failureOf(client.identify());
  expect(error.message).toBe('No answer from PagerDuty: the connection was refused.');
  expect(everythingOf(error)).not.toContain(pagerduty.apiKey);
});

test('a wrong key, one of another region, and one that no header can carry are refused alike', async () => {
  for (const apiKey of ['y_NBAqwXXXXXXXXXXXXX', 'two\r\nlines', 'schlüssel', '']) {
    const { client } = await setUp({ incidents: [] }, { apiKey });
    expect((await failureOf(client.identify())).message, apiKey).toBe(refused);
  }
});

test('only GET is ever sent, with the documented headers', async () => {
  const { client, pagerduty } = await setUp({ incidents: 10 });
  await client.identify();
  await client.findUser('dana@example.com');
  await client.directory();
  for (const { method, headers } of pagerduty.requests) {
    expect(method).toBe('GET');
    expect(headers.accept).toBe('application/vnd.pagerduty+json;version=2');
    expect(headers.from).toBeUndefined();
  }
});

test('clients of one key share its budget; another key has its own', async () => {
  const { pagerduty } = await setUp({ incidents: [], ratePerMinute: 10 });
  const time = fakeTime();
  const connect = connectPagerDuty({ clock, elapsed: time.elapsed, sleep: time.sleep });
  const clientOf = (apiKey: string) => connect({ integrationId: 'i1', url: pagerduty.url, apiKey });
  const [one, other, third] = [
    clientOf(pagerduty.apiKey),
    clientOf(pagerduty.apiKey),
    clientOf(pagerduty.userKey),
  ];
  for (let round = 0; round < 5; round++) {
    await one.identify();
    await other.identify();
  }
  await third.identify();
  expect(time.slept).toEqual([]);
  await other.identify().catch(() => {});
  expect(time.slept[0]).toBe(60_000);
});

describe("at PagerDuty's own address", () => {
  afterEach(() => nock.cleanAll());

  test('what PagerDuty says of the key never leaves, even if the answer repeats it', async () => {
    const apiKey = 'u+1234567890abcdef';
    nock('https://api.eu.pagerduty.com')
      .get('/users/me')
      .reply(400, { error: { code: 2001, message: `bad token ${apiKey}`, errors: [] } });
    const connect = connectPagerDuty({ clock });
    const client = connect({ integrationId: 'i1', url: 'https://api.eu.pagerduty.com', apiKey });
    const error = await failureOf(client.identify());
    expect(error.message).toBe('PagerDuty did not understand what we asked for (error 400, code 2001).');
    expect(everythingOf(error)).toContain('bad token …');
    expect(everythingOf(error)).not.toContain(apiKey);
  });
});

test('each request is told of as it ends, with the status of its answer or with none', async () => {
  const statuses: (number | null)[] = [];
  const { client, pagerduty } = await setUp({}, { onRequest: ({ status }) => statuses.push(status) });
  pagerduty.faults.next({ kind: '429', reset: 1 });
  pagerduty.faults.next({ kind: 'status', status: 503 });
  pagerduty.faults.next({ kind: 'html', status: 502 });
  pagerduty.faults.next({ kind: 'reset' });
  await client.services();
  expect(statuses).toEqual([429, 503, 502, null, 200]);
  expect(client.counts()).toEqual({ requests: 5, retries: 4 });
});
