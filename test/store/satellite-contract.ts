import { beforeEach, describe, expect, test } from 'vitest';
import { claimed, newWork, released, renewed } from '../../src/domain/satellite-lease.ts';
import type { Store } from '../../src/store/store.ts';
import { incident, integration, NOON, run } from './records.ts';
import { enrolment, satellite } from './satellite-records.ts';
import { type StorePlace, storeForEachTest } from './store-place.ts';

/** What every store promises about satellites. */
export function describeSatellites(name: string, place: () => Promise<StorePlace>): void {
  describe(`satellites in the ${name} store`, () => {
    let store: Store;
    const reopen = storeForEachTest(place, (opened) => {
      store = opened;
    });
    beforeEach(() => store.integrations.save(integration()));
    const claim = (satelliteId: string, now = NOON) =>
      store.satellites.agree('T1', 'acme', (work) => claimed(work, satelliteId, { now, until: now + 120 }));
    const batch = (token: number, number: number, changes = {}) =>
      store.satellites.commit(
        'T1',
        'acme',
        { incidents: [incident()], ...changes },
        {
          token,
          number,
          until: NOON + 300,
        },
      );

    test('satellites and enrolments are those of one workspace, and outlive the process', async () => {
      await store.satellites.save(satellite());
      await store.satellites.save(satellite({ workspaceId: 'T2', version: '0.2.0' }));
      await store.satellites.saveEnrolment(enrolment());
      await reopen();
      expect(await store.satellites.get('T1', 's1')).toEqual(satellite());
      expect(await store.satellites.list('T2')).toEqual([satellite({ workspaceId: 'T2', version: '0.2.0' })]);
      expect(await store.satellites.all()).toHaveLength(2);
      expect(await store.satellites.enrolment('T1', 'e1')).toEqual(enrolment());
      expect(await store.satellites.enrolments('T2')).toEqual([]);
    });

    test('a change sees what the one before left, also when both come at once', async () => {
      await store.satellites.save(satellite());
      await Promise.all([
        store.satellites.update('T1', 's1', (known) => ({ ...known, revokedAt: NOON })),
        store.satellites.update('T1', 's1', (known) => ({ ...known, lastSeenAt: NOON + 1 })),
      ]);
      expect(await store.satellites.get('T1', 's1')).toEqual(
        satellite({ revokedAt: NOON, lastSeenAt: NOON + 1 }),
      );
      expect(await store.satellites.update('T1', 'nobody', (known) => known)).toBeUndefined();
    });

    test('of two satellites that claim at once one gets the lease', async () => {
      const [first, second] = await Promise.all([claim('s1'), claim('s2')]);
      expect(first?.lease).toEqual(second?.lease);
      expect(first?.lease).toEqual({
        satelliteId: expect.stringMatching(/^s[12]$/),
        token: 1,
        expiresAt: NOON + 120,
        lastBatch: null,
      });
    });

    test('tokens only grow, also after a release and across a restart', async () => {
      await claim('s1');
      await store.satellites.agree('T1', 'acme', (work) => released(work, 1));
      await reopen();
      expect(await store.satellites.work('T1', 'acme')).toMatchObject({ lease: null, lastToken: 1 });
      expect((await claim('s2')).lease?.token).toBe(2);
      expect(await store.satellites.work('T2', 'acme')).toEqual(newWork('T2', 'acme'));
    });

    test('a batch is stored with its number, and the lease goes on', async () => {
      await claim('s1');
      expect(await batch(1, 1, { run: run() })).toMatchObject({
        kind: 'stored',
        result: { inserted: 1, updated: 0, sequence: await store.incidents.sequence('T1') },
      });
      await reopen();
      expect(await store.incidents.count('T1', 'acme')).toBe(1);
      expect((await store.satellites.work('T1', 'acme')).lease).toEqual({
        satelliteId: 's1',
        token: 1,
        expiresAt: NOON + 300,
        lastBatch: { number: 1, inserted: 1, updated: 0 },
      });
    });

    test('a batch that came already changes nothing, and is answered as the first time', async () => {
      await claim('s1');
      await batch(1, 1, { run: run() });
      await batch(1, 2, { incidents: [incident({ id: 'P2' })] });
      await reopen();
      expect(await batch(1, 2, { run: run({ id: 'r2' }) })).toMatchObject({
        kind: 'repeated',
        result: { inserted: 1, updated: 0 },
      });
      expect((await batch(1, 1, { run: run({ id: 'r3' }) })).kind).toBe('repeated');
      expect((await store.sync.runs('T1', 'acme', 10)).map(({ id }) => id)).toEqual(['r1']);
    });

    test('of one batch sent twice at once one is stored', async () => {
      await claim('s1');
      const outcomes = await Promise.all([batch(1, 1, { run: run() }), batch(1, 1, { run: run() })]);
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['repeated', 'stored']);
      expect(await store.sync.runs('T1', 'acme', 10)).toHaveLength(1);
    });

    test('with a void token, or a batch missing before it, nothing is stored', async () => {
      expect((await batch(1, 1)).kind).toBe('void');
      await claim('s1');
      expect(await batch(1, 2)).toEqual({ kind: 'gap', expected: 1 });
      await claim('s2', NOON + 121);
      expect((await batch(1, 1)).kind).toBe('void');
      expect(await store.incidents.count('T1', 'acme')).toBe(0);
      expect((await batch(2, 1)).kind).toBe('stored');
    });

    test('a renewal moves no report’s revision; an outage does', async () => {
      await claim('s1');
      const before = await store.revision('T1');
      await store.satellites.agree('T1', 'acme', (work) => renewed(work, 1, NOON + 200));
      await store.satellites.save(satellite());
      expect(await store.revision('T1')).toBe(before);
      await store.satellites.beginOutage({ workspaceId: 'T1', integrationId: 'acme', since: NOON });
      expect(await store.revision('T1')).toBeGreaterThan(before);
    });

    test('an outage begins once and ends once', async () => {
      const outages = [NOON, NOON + 60].map((since) => ({ workspaceId: 'T1', integrationId: 'acme', since }));
      const begun = await Promise.all(outages.map((each) => store.satellites.beginOutage(each)));
      expect(begun.filter(Boolean)).toHaveLength(1);
      const outage = outages[begun.indexOf(true)];
      await reopen();
      expect(await store.satellites.outage('T1', 'acme')).toEqual(outage);
      expect(await store.satellites.endOutage('T1', 'acme')).toEqual(outage);
      expect(await store.satellites.endOutage('T1', 'acme')).toBeUndefined();
      expect(await store.satellites.outage('T1', 'acme')).toBeUndefined();
    });

    test('with an integration goes what only served it', async () => {
      await store.satellites.save(satellite());
      await store.satellites.save(satellite({ id: 's2', integrationIds: ['acme', 'other'] }));
      await store.satellites.saveEnrolment(enrolment());
      await claim('s1');
      await store.satellites.forget('T1', 'acme');
      await reopen();
      expect(await store.satellites.list('T1')).toEqual([satellite({ id: 's2', integrationIds: ['other'] })]);
      expect(await store.satellites.enrolments('T1')).toEqual([]);
      expect(await store.satellites.work('T1', 'acme')).toEqual(newWork('T1', 'acme'));
    });

    test('a workspace that goes takes its satellites along, and no export tells a key’s hash', async () => {
      await store.satellites.save(satellite());
      await store.satellites.saveEnrolment(enrolment());
      const exported: unknown[] = [];
      for await (const record of store.workspaces.export('T1')) exported.push(record);
      const text = JSON.stringify(exported);
      expect(text).toContain('"s1"');
      expect(text).not.toContain('a'.repeat(64));
      expect(text).not.toContain('b'.repeat(64));
      await store.workspaces.forget('T1');
      expect(await store.satellites.all()).toEqual([]);
      expect(await store.satellites.enrolments('T1')).toEqual([]);
    });
  });
}
