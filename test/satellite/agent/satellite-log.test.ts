import { expect, test } from 'vitest';
import { redactor, secretsOf } from '../../../src/satellite/agent/satellite-log.ts';

const CONFIG = {
  path: '',
  tenant: 'T1',
  enrolmentKey: 'sei-enrol_1',
  url: '',
  proxy: {
    protocol: 'http' as const,
    host: 'proxy',
    port: 1,
    credentials: { username: 'u', password: 'p"w\\d@1' },
    allTraffic: false,
  },
  authorities: null,
  credentialPath: '',
  integrations: [{ id: 'i1', url: '', username: '', apiKey: 'u+pagerduty' }],
  logLevel: 'info' as const,
  warnings: [],
};

test('no secret is left in a line, however it is written', () => {
  const redact = redactor(secretsOf(CONFIG));
  const password = 'p"w\\d@1';
  const line = JSON.stringify({
    message: `key u+pagerduty, ${password}, http://u:${encodeURIComponent(password)}@proxy`,
    header: `Basic ${Buffer.from(`u:${password}`).toString('base64')}`,
    enrolment: 'sei-enrol_1',
  });
  const left = redact(line);
  for (const part of ['u+pagerduty', 'w\\\\d', encodeURIComponent(password), 'sei-enrol_1', 'Basic dT'])
    expect(left).not.toContain(part);
  expect(JSON.parse(left).enrolment).toBe('[redacted]');
});
