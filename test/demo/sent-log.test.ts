import { expect, test } from 'vitest';
import { SentLog } from '../../demo/workspace/sent-log.ts';

const KEY = 'u+a-key-nobody-may-read';

test('a form with a key shows the last four characters of it', () => {
  const log = new SentLog([KEY]);
  log.delivered(
    'interactive',
    { type: 'view_submission', view: { callback_id: 'connect', state: { apiKey: KEY } } },
    { status: 200, body: '', json: null, milliseconds: 12.4 },
  );
  const [line] = log.latest(5);
  expect(line).toMatchObject({ what: 'view_submission connect', remark: 'acknowledged in 12 ms' });
  expect(log.body(line?.id ?? 0)).toContain('"apiKey": "…read"');
});

test('each call is told once, the newest first', () => {
  const log = new SentLog([]);
  const call = (method: string) => ({
    method,
    args: {},
    token: '',
    status: 200,
    response: { ok: true },
    at: 0,
  });
  log.absorb([call('views.open')], []);
  log.absorb([call('views.open'), call('views.update')], []);
  expect(log.latest(5).map(({ what }) => what)).toEqual(['views.update', 'views.open']);
});
