import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { PROTOCOL_HEADER, TENANT_HEADER } from '../../../src/satellite/protocol/version.ts';
import { incident, run } from '../../store/records.ts';
import { gzipped, type TestSatellite } from '../test-satellite.ts';
import { intakeForEachTest } from './intake-for-each-test.ts';
import type { Intake } from './start-intake.ts';

let intake: Intake;
let satellite: TestSatellite;
const startAnother = intakeForEachTest((started, enrolled) => {
  intake = started;
  satellite = enrolled;
});

const nothing = { coverage: null, backfill: null, nightlyAt: null };
const state = (coveredFrom: number, completeTo: number) => ({
  ...nothing,
  coverage: { coveredFrom, completeTo },
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
    expect(await intake.stored()).toBe(0);
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
    expect(await intake.stored()).toBe(0);
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
    expect(await intake.stored()).toBe(0);
  }, 60_000);

  test('T12 a client that never ends is cut off; the others do not notice', async () => {
    await startAnother({ patience: 1_000 });
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

/** A batch body with a head of our own making. */
function head(token: number, lines: number, rest: string): Uint8Array<ArrayBuffer> {
  return gzipped(`${JSON.stringify({ integrationId: 'plant-T1', token, number: 1, lines })}\n${rest}`);
}
