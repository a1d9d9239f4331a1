import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { SatelliteFile } from '../../../src/satellite/agent/file/file-schema.ts';
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
  const [, shown] = /```yaml\n(.*?)```/s.exec(readFileSync('docs/satellite.md', 'utf8')) ?? [];
  expect(satelliteFile(facts)).toBe(shown);
});

test('a line that is taken out of its comment, as the documentation says, is read', () => {
  const file = satelliteFile(facts).replaceAll('  # ', '  ').replace('  Plant\n', '');
  expect(
    SatelliteFile.safeParse(parse(file.replace('<PAGERDUTY_API_KEY>', 'key'), { schema: 'failsafe' })),
  ).toMatchObject({
    success: true,
    data: {
      satellite: { proxy: { host: 'proxy.example.com', port: 3128 }, ca_file: 'company-authority.pem' },
    },
  });
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
