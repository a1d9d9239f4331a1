import { describe, expect, test } from 'vitest';
import { PROTOCOL_HEADER, TENANT_HEADER } from '../../../src/satellite/protocol/version.ts';
import { ROUTES } from '../../access/listener-table.ts';
import { incident } from '../../store/records.ts';
import type { TestSatellite } from '../test-satellite.ts';
import { intakeForEachTest } from './intake-for-each-test.ts';
import { ADMIN, type Intake } from './start-intake.ts';

let intake: Intake;
let satellite: TestSatellite;
const startAnother = intakeForEachTest((started, enrolled) => {
  intake = started;
  satellite = enrolled;
});

describe('who may ask', () => {
  test('everybody: which protocol is spoken here, and what time it is', async () => {
    const answer = await satellite.send('', undefined, { authorization: '', [PROTOCOL_HEADER]: '99' });
    expect(answer.body).toMatchObject({ service: 'sei-pagerduty', protocol: { oldest: 1, newest: 1 } });
    expect(Number(answer.body.now)).toBeCloseTo(intake.clock.now(), -1);
  });

  test.each([
    ['no key', { authorization: '' }],
    ['no tenant', { [TENANT_HEADER]: '' }],
    ['another tenant', { [TENANT_HEADER]: 'T2' }],
    ['a key that is none', { authorization: 'Bearer hello' }],
    ['a key that nobody has', { authorization: `Bearer sei-satellite_0123456789_${'x'.repeat(43)}` }],
  ])('nobody with %s', async (_, headers) => {
    const answer = await satellite.ask('/lease', { integrationId: 'plant-T1' }, headers);
    expect([answer.status, answer.code]).toEqual([401, 'unknown_key']);
    expect(answer.body.error).toMatchObject({ next: expect.stringContaining('satellite.yml') });
  });

  test.each(Object.entries(ROUTES).filter(([, who]) => who === 'satellite'))(
    '%s: nobody without a key',
    async (route) => {
      const path = route.replace('POST /satellite/v1', '');
      expect((await satellite.ask(path, {}, { authorization: '' })).code).toBe('unknown_key');
    },
  );

  test('where there is nothing, the answer says what to compare', async () => {
    const answer = await satellite.ask('/hartbeat', {});
    expect([answer.status, answer.code]).toEqual([404, 'not_found']);
  });

  test('T21 nobody with the right id and another secret', async () => {
    const last = satellite.key.at(-1);
    satellite.key = `${satellite.key.slice(0, -1)}${last === 'A' ? 'B' : 'A'}`;
    expect((await satellite.heartbeat()).code).toBe('unknown_key');
  });

  test.each([
    ['0', 'protocol_too_old', 'Update the satellite'],
    ['2', 'protocol_too_new', 'Update the app'],
    ['', 'invalid', 'Send'],
    ['one', 'invalid', 'Send'],
  ])('nobody who speaks version %j', async (version, code, next) => {
    const answer = await satellite.ask('/heartbeat', {}, { [PROTOCOL_HEADER]: version });
    expect(answer.code).toBe(code);
    expect(answer.body.error).toMatchObject({ next: expect.stringContaining(next) });
    if (code !== 'invalid') expect(answer.status).toBe(426);
  });

  test('not a satellite that was revoked; its lease ends with it', async () => {
    const token = await satellite.claim();
    expect(await intake.satellites.revoke(ADMIN, satellite.id)).toBe(true);
    const answer = await satellite.commit({ token, number: 1 }, { incidents: [incident()] });
    expect([answer.status, answer.code]).toEqual([401, 'revoked']);
    expect((await satellite.heartbeat()).code).toBe('revoked');
    expect((await intake.store.satellites.work('T1', 'plant-T1')).lease).toBeNull();
    expect(await intake.stored()).toBe(0);
    expect(intake.audited.map(({ what }) => what)).toEqual([
      'satellite file made',
      'satellite enrolled',
      'satellite revoked',
    ]);
  });

  test('not for an integration of another workspace, of the app itself, or that is not there', async () => {
    const foreign = await intake.enrolled('T2');
    const token = await foreign.claim();
    for (const integrationId of ['plant-T2', 'cloud-T1', 'nothing']) {
      const answer = await satellite.ask('/lease', { integrationId });
      expect([answer.status, answer.code]).toEqual([403, 'not_yours']);
      const pushed = await satellite.commit({ integrationId, token, number: 1 }, { incidents: [incident()] });
      expect(pushed.code).toBe('not_yours');
      expect((await satellite.ask('/state', { integrationId, token })).code).toBe('not_yours');
    }
    expect(await intake.stored('T2')).toBe(0);
    expect(await intake.store.incidents.count('T1', 'cloud-T1')).toBe(0);
  });

  test('whoever asks without end is told to wait, and nobody else is', async () => {
    await startAnother({ monotonic: () => 0 });
    const answers = await Promise.all(
      Array.from({ length: 130 }, () => satellite.ask('/release', { integrationId: 'plant-T1', token: 1 })),
    );
    const refused = answers.filter(({ code }) => code === 'rate_limited');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect((await (await intake.enrolled('T2')).heartbeat()).status).toBe(200);
  });
});
