import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PROTOCOL_HEADER, TENANT_HEADER } from '../../../src/satellite/protocol/version.ts';
import { ROUTES } from '../../access/listener-table.ts';
import { incident, run } from '../../store/records.ts';
import { gzipped, type TestSatellite } from '../test-satellite.ts';
import { ADMIN, type Intake, startIntake } from './start-intake.ts';

let intake: Intake;
let satellite: TestSatellite;
beforeEach(async () => {
  intake = await startIntake();
  satellite = await intake.enrolled();
});
afterEach(() => intake.stop());

const stored = (workspaceId = 'T1') => intake.store.incidents.count(workspaceId, `plant-${workspaceId}`);
const nothing = { coverage: null, backfill: null, nightlyAt: null };
const state = (coveredFrom: number, completeTo: number) => ({
  ...nothing,
  coverage: { coveredFrom, completeTo },
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
    expect(await stored()).toBe(0);
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
    expect(await stored('T2')).toBe(0);
    expect(await intake.store.incidents.count('T1', 'cloud-T1')).toBe(0);
  });

  test('whoever asks without end is told to wait, and nobody else is', async () => {
    await intake.stop();
    intake = await startIntake({ monotonic: () => 0 });
    satellite = await intake.enrolled();
    const answers = await Promise.all(
      Array.from({ length: 130 }, () => satellite.ask('/release', { integrationId: 'plant-T1', token: 1 })),
    );
    const refused = answers.filter(({ code }) => code === 'rate_limited');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect((await (await intake.enrolled('T2')).heartbeat()).status).toBe(200);
  });
});

describe('enrolling', () => {
  test('several satellites by one file, each with a credential of its own', async () => {
    const first = await intake.unenrolled();
    const key = first.key;
    await first.enrol();
    const second = await intake.unenrolled();
    second.key = key;
    await second.enrol();
    expect(first.id).not.toBe(second.id);
    expect(first.key).not.toBe(second.key);
    for (const each of [first, second]) expect((await each.heartbeat()).status).toBe(200);
  });

  test('the same attempt gives the same satellite another credential, until one was used', async () => {
    const lost = await intake.unenrolled();
    const { key } = lost;
    const attempt = randomUUID();
    await lost.enrol(attempt);
    const [id, credential] = [lost.id, lost.key];
    lost.key = key;
    await lost.enrol(attempt);
    expect(lost.id).toBe(id);
    expect((await lost.heartbeat()).status).toBe(200);
    expect((await lost.ask('/check', {}, { authorization: `Bearer ${credential}` })).code).toBe(
      'unknown_key',
    );
    lost.key = key;
    expect((await lost.enrol(attempt)).code).toBe('invalid');
  });

  test('not after 24 hours; what enrolled before works on', async () => {
    const late = await intake.unenrolled();
    intake.pass(86_400);
    const answer = await late.enrol();
    expect([answer.status, answer.code]).toEqual([401, 'enrolment_expired']);
    expect(answer.body.error).toMatchObject({ next: expect.stringContaining('/sei-pagerduty satellite') });
    expect((await satellite.heartbeat()).status).toBe(200);
  });

  test('not for more than the file is for', async () => {
    const greedy = await intake.unenrolled();
    const answer = await greedy.ask('/enrol', {
      attempt: randomUUID(),
      version: '0.1.0',
      integrations: ['plant-T1', 'plant-T2'],
    });
    expect(answer.code).toBe('not_yours');
  });

  test('T21 neither key does the other’s work', async () => {
    const fresh = await intake.unenrolled();
    expect((await fresh.heartbeat()).code).toBe('unknown_key');
    expect((await satellite.enrol()).code).toBe('unknown_key');
  });

  test('a check says what a key is good for, and changes nothing', async () => {
    const fresh = await intake.unenrolled();
    expect((await fresh.ask('/check', {})).body).toMatchObject({
      key: 'enrolment',
      validUntil: expect.any(Number),
      integrations: [{ id: 'plant-T1', name: 'Plant', url: 'https://pagerduty.corp.example', paused: false }],
    });
    expect((await satellite.ask('/check', {})).body).toMatchObject({ key: 'satellite', validUntil: null });
    expect(await intake.store.satellites.list('T1')).toHaveLength(1);
  });

  test('the store has no key, only hashes', async () => {
    const fresh = await intake.unenrolled();
    const kept = JSON.stringify([
      await intake.store.satellites.list('T1'),
      await intake.store.satellites.enrolments('T1'),
    ]);
    for (const key of [satellite.key, fresh.key]) {
      expect(kept).not.toContain(key);
      expect(kept).not.toContain(key.slice(-20));
      expect(intake.logged()).not.toContain(key);
    }
  });
});

describe('leases', () => {
  test('one satellite works; the other takes over when that one stops, or is silent', async () => {
    const other = await intake.enrolled();
    const token = await satellite.claim();
    const refused = await other.ask('/lease', { integrationId: 'plant-T1' });
    expect([refused.status, refused.code]).toEqual([409, 'lease_held']);
    expect((await other.heartbeat()).body.orders).toMatchObject([{ lease: 'another' }]);

    await satellite.ask('/release', { integrationId: 'plant-T1', token });
    expect((await other.heartbeat()).body.orders).toMatchObject([{ lease: 'free' }]);
    const second = await other.claim();
    expect(second).toBeGreaterThan(token);
    intake.pass(121);
    expect(await satellite.claim()).toBeGreaterThan(second);
    const late = await other.commit({ token: second, number: 1 }, { incidents: [incident()] });
    expect([late.status, late.code]).toEqual([409, 'lease_lost']);
    expect(await stored()).toBe(0);
  });

  test('the list tells which one works, while its lease lasts', async () => {
    const other = await intake.enrolled();
    const working = async () =>
      (await intake.satellites.list(ADMIN, 'plant-T1'))?.filter((each) => each.working).map(({ id }) => id);
    expect(await working()).toEqual([]);
    await satellite.claim();
    expect(await working()).toEqual([satellite.id]);
    intake.pass(121);
    expect(await working()).toEqual([]);
    await other.claim();
    expect(await working()).toEqual([other.id]);
  });

  test('heartbeats hold it for as long as they come', async () => {
    const other = await intake.enrolled();
    const lease = await satellite.claim();
    const doing = { id: 'plant-T1', state: 'idle' as const, problem: null, progress: null, lease };
    for (let minute = 0; minute < 5; minute++) {
      intake.pass(60);
      expect((await satellite.heartbeat({ integrations: [doing] })).body.orders).toMatchObject([
        { lease: 'yours' },
      ]);
    }
    expect((await other.ask('/lease', { integrationId: 'plant-T1' })).code).toBe('lease_held');
  });

  test('one that expired holds until somebody takes over', async () => {
    const token = await satellite.claim();
    intake.pass(10_000);
    expect((await satellite.commit({ token, number: 1 }, { incidents: [incident()] })).status).toBe(200);
  });

  test('with the token of another satellite nobody gets in', async () => {
    const other = await intake.enrolled();
    const token = await satellite.claim();
    expect((await other.commit({ token, number: 1 }, { incidents: [incident()] })).code).toBe('lease_lost');
    expect((await other.ask('/open', { integrationId: 'plant-T1', token })).code).toBe('lease_lost');
  });
});

describe('batches', () => {
  test('everything of one is stored, under the integration that it is for', async () => {
    const token = await satellite.claim();
    const now = intake.clock.now();
    const open = incident({
      id: 'P2',
      integrationId: 'someone else’s',
      status: 'triggered',
      resolvedAt: null,
    });
    const directory = {
      services: [{ id: 'S1', name: 'checkout', status: 'active', autoResolveTimeout: null, deletedAt: null }],
      users: [{ id: 'U9', name: 'Dana', email: 'dana@example.com', zone: 'UTC', deletedAt: null }],
      teams: [{ id: 'TE', name: 'Payments', private: false, deletedAt: null }],
      priorities: [{ id: 'PR', name: 'P1', rank: 0, deletedAt: null }],
      missing: [] as const,
    };
    const answer = await satellite.commit(
      { token, number: 1 },
      {
        incidents: [incident(), open],
        directory,
        state: state(1, now),
        run: run({ startedAt: now }),
        rejected: [{ at: now, id: 'P9', reason: 'no created_at' }],
      },
    );
    expect(answer.body).toMatchObject({ inserted: 2, updated: 0, repeated: false });
    const { store } = intake;
    expect(await store.incidents.get('T1', 'plant-T1', ['P1', 'P2'])).toEqual([
      incident({ integrationId: 'plant-T1' }),
      { ...open, integrationId: 'plant-T1' },
    ]);
    expect(await store.incidents.directory('T1', 'plant-T1')).toEqual(directory);
    expect((await satellite.ask('/open', { integrationId: 'plant-T1', token })).body).toEqual({
      ids: ['P2'],
    });
    expect((await satellite.ask('/state', { integrationId: 'plant-T1', token })).body).toEqual({
      state: state(1, now),
    });
    expect(await store.sync.runs('T1', 'plant-T1', 5)).toHaveLength(1);
    expect(await store.sync.rejected('T1', 'plant-T1', 5)).toHaveLength(1);
    expect(intake.happened.map(({ kind }) => kind)).toEqual(['run']);
  });

  test('one that is sent again is answered again, and changes nothing', async () => {
    const token = await satellite.claim();
    const first = { incidents: [incident()], run: run() };
    const answers = [];
    for (let times = 0; times < 3; times++) answers.push(await satellite.commit({ token, number: 1 }, first));
    expect(answers.map(({ body }) => [body.inserted, body.repeated])).toEqual([
      [1, false],
      [1, true],
      [1, true],
    ]);
    await satellite.commit({ token, number: 2 }, { state: state(1, 5) });
    await satellite.commit({ token, number: 3 }, { state: state(1, 9) });
    await satellite.commit({ token, number: 2 }, { state: state(1, 5) });
    expect((await intake.store.sync.state('T1', 'plant-T1')).coverage?.completeTo).toBe(9);
    expect(await intake.store.sync.runs('T1', 'plant-T1', 5)).toHaveLength(1);
    expect(intake.happened.filter(({ kind }) => kind === 'run')).toHaveLength(1);
  });

  test('one before which another is missing is not stored', async () => {
    const token = await satellite.claim();
    const answer = await satellite.commit({ token, number: 3 }, { incidents: [incident()] });
    expect([answer.status, answer.code]).toEqual([409, 'batch_gap']);
    expect(await stored()).toBe(0);
  });

  test('services alone leave the rest of the directory, and what is gone keeps its name', async () => {
    const token = await satellite.claim();
    const service = (id: string) => ({
      id,
      name: `service ${id}`,
      status: 'active',
      autoResolveTimeout: null,
      deletedAt: null,
    });
    await satellite.commit({ token, number: 1 }, { services: [service('S1'), service('S2')] });
    await satellite.commit({ token, number: 2 }, { services: [service('S2')] });
    const { services } = await intake.store.incidents.directory('T1', 'plant-T1');
    expect(services.map(({ name, deletedAt }) => [name, deletedAt === null])).toEqual([
      ['service S2', true],
      ['service S1', false],
    ]);
  });

  test.each([
    ['no gzip', () => new TextEncoder().encode('{"integrationId":"plant-T1"}')],
    ['garbage', () => new Uint8Array(Array.from({ length: 5_000 }, (_, at) => (at * 7919) % 251))],
    ['nothing', () => gzipped('')],
    ['no JSON', () => gzipped('hello\n')],
    ['no line break at the end', () => gzipped('{}')],
    [
      'a cut body',
      (token: number) => head(token, 1, `${JSON.stringify({ incident: incident() })}\n`).slice(0, 100),
    ],
    ['a missing line', (token: number) => head(token, 2, `${JSON.stringify({ incident: incident() })}\n`)],
    ['a line too many', (token: number) => head(token, 0, `${JSON.stringify({ incident: incident() })}\n`)],
    [
      'an incident without a number',
      (token: number) => head(token, 1, `${JSON.stringify({ incident: { ...incident(), number: null } })}\n`),
    ],
    ['a line of another kind', (token: number) => head(token, 1, '{"secret":{}}\n')],
  ])('of %s nothing is stored, and the answer says why', async (_, make) => {
    const token = await satellite.claim();
    const answer = await satellite.send('/commit', make(token));
    expect(answer.code).toMatch(/^(broken_body|invalid)$/);
    expect(answer.body.error).toMatchObject({ message: expect.any(String), next: expect.any(String) });
    expect(await stored()).toBe(0);
    expect((await satellite.commit({ token, number: 1 }, { incidents: [incident()] })).status).toBe(200);
  });

  test('100 MB are refused: on the wire, and packed into few', async () => {
    const token = await satellite.claim();
    const endless = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    const wire = await satellite.send('/commit', endless).catch(() => null);
    // Whoever goes on sending may find the connection closed before the answer.
    if (wire !== null) expect([wire.status, wire.code]).toEqual([413, 'too_large']);
    const announced = await satellite.send('/commit', new Uint8Array(5 * 1024 * 1024)).catch(() => null);
    if (announced !== null) expect(announced.code).toBe('too_large');

    const line = `${JSON.stringify({ incident: incident({ title: 'x'.repeat(10_000) }) })}\n`;
    const bomb = head(token, 10_000, line.repeat(10_000));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const unpacked = await satellite.send('/commit', bomb);
    expect([unpacked.status, unpacked.code]).toEqual([413, 'too_large']);
    const long = await satellite.send('/commit', gzipped('x'.repeat(3 * 1024 * 1024)));
    expect(long.code).toBe('too_large');
    expect((await satellite.send('/heartbeat', 'x'.repeat(100_000))).code).toBe('too_large');
    expect(await stored()).toBe(0);
  }, 60_000);

  test('T12 a client that never ends is cut off; the others do not notice', async () => {
    await intake.stop();
    intake = await startIntake({ patience: 1_000 });
    satellite = await intake.enrolled();
    const { port } = new URL(intake.url);
    const socket = connect(Number(port), '127.0.0.1');
    const heard = new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text));
      socket.on('error', () => resolve(text));
    });
    socket.write(
      [
        'POST /satellite/v1/commit HTTP/1.1',
        'host: here',
        `${PROTOCOL_HEADER}: 1`,
        `${TENANT_HEADER}: T1`,
        `authorization: Bearer ${satellite.key}`,
        'content-length: 1000',
        '',
        'x',
      ].join('\r\n'),
    );
    expect((await satellite.heartbeat()).status).toBe(200);
    const text = await heard;
    expect(text).toContain('408');
    expect(text).toContain('too_slow');
  });

  test('what speaks of the future is refused: the clock is an hour ahead', async () => {
    const token = await satellite.claim();
    const ahead = intake.clock.now() + 3_600;
    for (const batch of [
      { state: state(1, ahead) },
      { run: run({ startedAt: ahead }) },
      { rejected: [{ at: ahead, id: null, reason: 'x' }] },
    ]) {
      const answer = await satellite.commit({ token, number: 1 }, batch);
      expect([answer.status, answer.code]).toEqual([422, 'clock_off']);
    }
    expect((await intake.store.sync.state('T1', 'plant-T1')).coverage).toBeNull();
  });

  test('while the account is paused, and once it is gone, nothing is taken', async () => {
    const token = await satellite.claim();
    const { store, sync } = intake;
    const known = await store.integrations.get('T1', 'plant-T1');
    if (!known) throw new Error('it is there');
    await store.integrations.save({ ...known, paused: true });
    await sync.halt('T1', 'plant-T1');
    const paused = await satellite.commit({ token, number: 1 }, { incidents: [incident()] });
    expect([paused.status, paused.code]).toEqual([409, 'paused']);
    expect((await satellite.heartbeat()).body.orders).toMatchObject([{ paused: true, lease: 'free' }]);

    await store.integrations.save({ ...known, paused: false });
    expect((await satellite.commit({ token, number: 1 }, { incidents: [incident()] })).code).toBe(
      'lease_lost',
    );
    const fresh = await satellite.claim();
    await store.integrations.delete('T1', 'plant-T1');
    const gone = await satellite.commit({ token: fresh, number: 1 }, { incidents: [incident()] });
    expect([gone.status, gone.code]).toEqual([410, 'gone']);
    expect((await satellite.heartbeat()).body.orders).toMatchObject([{ gone: true }]);
  });

  test('a refused key stops nothing here, and its owner is told once what to do where the satellite is', async () => {
    const token = await satellite.claim();
    const refused = run({
      outcome: 'failed',
      failure: {
        cause: 'key refused',
        sentence:
          'PagerDuty refused the key. Re-authenticate with a working key; nothing is fetched until then.',
      },
    });
    await satellite.commit({ token, number: 1 }, { run: refused });
    await satellite.commit({ token, number: 2 }, { run: { ...refused, id: 'r2' } });
    const stopped = intake.happened.filter(({ kind }) => kind === 'stopped');
    expect(stopped).toHaveLength(1);
    expect(stopped[0]).toMatchObject({
      failure: { sentence: expect.stringContaining('into satellite.yml') },
    });
    await satellite.commit({ token, number: 3 }, { run: run({ id: 'r3' }) });
    expect((await intake.store.sync.state('T1', 'plant-T1')).refusedKey).toBeUndefined();
  });
});

describe('heartbeats', () => {
  test('tell what to do: severities, sync now, what to read again', async () => {
    await intake.sync.wantSeverities('T1', 'plant-T1');
    expect(await intake.sync.syncNow('T1', 'plant-T1')).toBe('offline');
    const { body } = await satellite.heartbeat();
    expect(body).toMatchObject({
      syncCron: '*/10 * * * *',
      backfillDays: 365,
      orders: [{ id: 'plant-T1', name: 'Plant', syncRequest: 1, wantsSeverities: true, rereads: [] }],
    });
    expect(await intake.sync.syncNow('T1', 'plant-T1')).toBe('asked');
    expect((await satellite.heartbeat()).body.orders).toMatchObject([{ syncRequest: 2 }]);
  });

  test('tell of a clock that is off by an hour, and of another version', async () => {
    const clock = intake.clock.now() + 3_600;
    const { body } = await satellite.heartbeat({ clock, version: '0.0.9' });
    expect(body).toMatchObject({
      notes: [{ code: 'clock_off' }, { code: 'version_differs', next: 'Update the satellite.' }],
    });
    expect(Math.abs(Number(body.skewSeconds) - 3_600)).toBeLessThan(5);
    const [shown] = (await intake.satellites.list(ADMIN, 'plant-T1')) ?? [];
    expect(shown).toMatchObject({ id: satellite.id, versionSkew: 'older', online: true, memory: 90_000_000 });
    expect(Math.abs((shown?.skew ?? 0) - 3_600)).toBeLessThan(5);
  });
});

/** A batch body with a head of our own making. */
function head(token: number, lines: number, rest: string): Uint8Array<ArrayBuffer> {
  return gzipped(`${JSON.stringify({ integrationId: 'plant-T1', token, number: 1, lines })}\n${rest}`);
}
