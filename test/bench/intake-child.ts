import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { batchLines } from '../../src/satellite/protocol/batch-lines.ts';
import { TestSatellite } from '../satellite/test-satellite.ts';
import { incident } from '../store/records.ts';

/** What the bench hands over: where the app is, and whose satellites these are. */
export interface IntakeOrders {
  readonly url: string;
  readonly tenant: string;
  readonly satellites: readonly { readonly key: string; readonly integrationId: string }[];
  /** Batches of each, and how far apart (milliseconds). */
  readonly batches: number;
  readonly pause: number;
}

const INCIDENTS = 1_000;
const HOUR = 3_600;
const NOW = 1_795_168_800;

/**
 * Satellites in a process of their own, each in the middle of a backfill. Makes everything first and says `ready`; when
 * it is told to go it pushes, and says how many batches were taken.
 */
process.once('message', async (orders: IntakeOrders) => {
  const { url, tenant, satellites, batches, pause: apart } = orders;
  const prepared = await Promise.all(
    satellites.map(async ({ key, integrationId }, index) => {
      const satellite = new TestSatellite(url, { tenant, key, integrationIds: [integrationId] });
      const token = await satellite.claim();
      const bodies = Array.from({ length: batches }, (_, at) =>
        bodyOf(integrationId, token, at + 1, index * batches * INCIDENTS + at * INCIDENTS),
      );
      return { satellite, bodies };
    }),
  );
  process.send?.('ready');
  process.once('message', async () => {
    const taken = await Promise.all(
      prepared.map(async ({ satellite, bodies }, index) => {
        let count = 0;
        const began = performance.now() + (index * apart) / satellites.length;
        for (const [at, body] of bodies.entries()) {
          await pause(Math.max(0, began + at * apart - performance.now()));
          const { status } = await satellite.send('/commit', body);
          if (status === 200) count += 1;
        }
        return count;
      }),
    );
    const bytes = prepared.flatMap(({ bodies }) => bodies).reduce((sum, { length }) => sum + length, 0);
    process.send?.({ taken: taken.reduce((sum, count) => sum + count, 0), bytes });
  });
});

function bodyOf(
  integrationId: string,
  token: number,
  number: number,
  first: number,
): Uint8Array<ArrayBuffer> {
  const incidents = Array.from({ length: INCIDENTS }, (_, at) => {
    const id = first + at;
    const createdAt = NOW - id * 60;
    return incident({
      id: `P${id.toString(36).toUpperCase().padStart(7, '0')}`,
      number: id + 1,
      title: `checkout ${id % 97}: latency above ${id % 13} s in zone ${id % 5}`,
      url: `https://acme.pagerduty.com/incidents/P${id}`,
      service: { id: `S${id % 40}`, name: `service-${id % 40}` },
      createdAt,
      resolvedAt: createdAt + (id % 11) * HOUR + 60,
      updatedAt: createdAt + (id % 11) * HOUR + 60,
    });
  });
  const lines = [...batchLines({ integrationId, token, number }, { incidents })].join('');
  return new Uint8Array(gzipSync(lines));
}
