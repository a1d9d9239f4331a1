import { describe, expect, test } from 'vitest';
import { createLog } from '../src/log.ts';
import { slackLogger } from '../src/slack/slack-logger.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  write(createLog('debug', { write: (line: string) => (text += line) }));
  return text;
}

describe('T4 the log', () => {
  test.each([
    ['a field of that name', { apiKey: 'CANARY' }],
    ['a field two levels down', { integration: { account: { api_key: 'CANARY' } } }],
    ['a header', { headers: { authorization: 'Token token=CANARY' } }],
    ['a text that looks like a bot token', { note: 'xoxb-123-CANARY' }],
    [
      'an error with a whole request on it',
      { err: Object.assign(new Error('no'), { config: { headers: { a: 'CANARY' } } }) },
    ],
    ['the JSON of a request', { note: '{"client_secret":"CANARY","code":"CANARY"}' }],
    ['the JSON of a request inside an error', { err: new Error('{"refresh_token": "CANARY"}') }],
    ['the JSON of a form that was typed into', { note: '{"apiKey":"CANARY","botToken": "CANARY"}' }],
    ['the address of a database', { err: new Error('connect postgres://sei:CANARY@db:5432/sei') }],
    ['a form', { note: 'a=b&client_secret=CANARY&code=CANARY' }],
    ['a bearer’s header', { note: 'authorization: Bearer sat.CANARY' }],
    ['the message of an error', { err: new Error('sent Token token=CANARY') }],
    ['the cause of an error', { err: new Error('no', { cause: new Error('xoxb-1-CANARY') }) }],
  ])('a secret in %s is not written', (_where, fields) => {
    const text = logged((log) => log.error(fields, 'something failed'));
    expect(text).toContain('something failed');
    expect(text).not.toContain('CANARY');
  });

  test('an error keeps its name, sentence and cause', () => {
    const text = logged((log) =>
      log.error({ err: new Error('outer', { cause: new TypeError('inner') }) }, 'failed'),
    );
    expect(JSON.parse(text)).toMatchObject({
      err: { message: 'outer', cause: { name: 'TypeError', message: 'inner' } },
    });
  });

  test('the requests and answers that Slack’s client writes out are left out, its other words are not', () => {
    const text = logged((log) => {
      slackLogger(log).debug('http request body: {"text":"CANARY"}');
      slackLogger(log).debug('http response body', { messages: ['CANARY'] });
      slackLogger(log).debug('http request result: {"ok":true,"user":{"name":"CANARY"}}');
      slackLogger(log).debug('Received a message on the WebSocket: {"payload":{\n"value":"CANARY"}}');
      slackLogger(log).debug('ack() response sent (body: [{"text":"CANARY"}])');
      slackLogger(log).info('Sending a WebSocket message: {"a":"CANARY"}');
      slackLogger(log).debug('http request method', 'POST');
    });
    expect(text).not.toContain('CANARY');
    expect(text).toContain('http request method POST');
    expect(text).toContain('Received a message on the WebSocket: …');
  });
});
