import fc from 'fast-check';
import { expect, test } from 'vitest';
import { satelliteFile } from '../../../src/satellite/fleet/satellite-file.ts';
import { readSatelliteFile } from '../test-satellite.ts';

const facts = {
  workspaceId: 'T1',
  enrolmentKey: 'sei-enrol_0123456789_x',
  publicUrl: 'https://sei.example.com',
  integrations: [
    { id: 'i1', name: 'Plant', url: 'https://pagerduty.corp.example', username: 'dana@example.com' },
  ],
};

test('is the file that the documentation shows, with a placeholder for the key', () => {
  expect(
    satelliteFile(facts),
  ).toBe(`# Keep this file to yourself until a satellite has started with it: for 24 hours its key enrols satellites.
satellite:
  tenant: 'T1'
  api_key: 'sei-enrol_0123456789_x'
  url: 'https://sei.example.com/satellite'
  # proxy:
  #   host: 'proxy.example.com'
  #   port: 3128
  #   username: 'satellite'
  #   password: '\${PROXY_PASSWORD}'
  #   all_traffic: false
integrations:
  # Plant
  - id: 'i1'
    application: pagerduty
    url: 'https://pagerduty.corp.example'
    username: 'dana@example.com'
    api_key: '<PAGERDUTY_API_KEY>'
`);
});

test('an address that is not encrypted comes with the line that would allow it', () => {
  const [integration] = facts.integrations;
  const file = satelliteFile({
    ...facts,
    integrations: [
      { ...integration, url: 'http://pagerduty.corp:8080' } as (typeof facts.integrations)[number],
    ],
  });
  expect(file).toMatch(/url: 'http:\/\/pagerduty\.corp:8080'\n +# .*\n +plain_http: false\n/);
});

test('whatever an account is called, YAML reads back what was meant, and nothing else', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom("it's", '- a: b', '\n# x', `\${X}`, 'no'),
  );
  fc.assert(
    fc.property(
      fc.array(fc.record({ name: word, username: word }), { minLength: 1, maxLength: 3 }),
      (named) => {
        const integrations = named.map(({ name, username }, index) => ({
          id: `i${index}`,
          name,
          url: 'https://x.example',
          username,
        }));
        const read = readSatelliteFile(satelliteFile({ ...facts, integrations }));
        expect(read.integrations.map(({ id }) => id)).toEqual(integrations.map(({ id }) => id));
        for (const [index, { username }] of read.integrations.entries())
          if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(named[index]?.username ?? ''))
            expect(username).toBe(named[index]?.username);
      },
    ),
  );
});
