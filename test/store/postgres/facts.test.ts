import { expect, test } from 'vitest';
import { CODES, NUMBERS, unpackFacts, wordsOf } from '../../../src/store/postgres/facts.ts';

/** A row as the database packs it: numbers shifted by 2^31, codes as they are. */
function row(numbers: Record<string, number>, codes: Record<string, number>): Buffer {
  const bytes = Buffer.alloc((NUMBERS.length + CODES.length) * 4);
  NUMBERS.forEach((name, at) => {
    bytes.writeInt32BE((numbers[name] ?? 0) - 2 ** 31, at * 4);
  });
  CODES.forEach((name, at) => {
    bytes.writeUInt32BE(codes[name] ?? 0, (NUMBERS.length + at) * 4);
  });
  return bytes;
}

const turns = { count: 0 };
const unpacked = (...packages: Buffer[][]) => {
  turns.count = 0;
  return unpackFacts(
    packages.map((rows) => wordsOf(Buffer.concat(rows))),
    async () => void turns.count++,
  );
};

test('numbers come as they were, from none to the greatest', async () => {
  const { numbers } = await unpacked([
    row({ createdAt: 1_793_448_000, titleHash: 4_294_967_295, number: 1 }, {}),
    row({ createdAt: 0, titleHash: 2_147_483_648, number: 2 }, {}),
  ]);
  expect([...numbers.number]).toEqual([1, 2]);
  expect([...numbers.createdAt]).toEqual([1_793_448_000, 0]);
  expect([...numbers.titleHash]).toEqual([4_294_967_295, 2_147_483_648]);
  expect([...numbers.resolvedAt]).toEqual([0, 0]);
});

test('codes are numbered in the order in which they are met, over all packages', async () => {
  const { codes } = await unpacked(
    [row({}, { service: 70_000 }), row({}, { service: 3 }), row({}, { service: 0 })],
    [row({}, { service: 3 }), row({}, { service: 1023, teams: 8 }), row({}, { service: 1024 })],
  );
  expect(codes.service.met).toEqual([70_000, 3, 0, 1023, 1024]);
  expect([...codes.service.places]).toEqual([0, 1, 2, 1, 3, 4]);
  expect(codes.teams.met).toEqual([0, 8]);
  expect([...codes.teams.places]).toEqual([0, 0, 0, 0, 1, 0]);
});

test('it gives way after each package', async () => {
  await unpacked([row({}, {})], [row({}, {})], [row({}, {})]);
  expect(turns.count).toBe(3);
});

test('of nothing it makes empty columns', async () => {
  const { numbers, codes } = await unpacked();
  expect(numbers.number).toHaveLength(0);
  expect(codes.service).toMatchObject({ met: [], places: new Uint32Array(0) });
});

test('a package keeps nothing of the buffer it came in', () => {
  const buffer = row({ number: 5 }, { service: 6 });
  const words = wordsOf(buffer);
  buffer.fill(0);
  expect([words[0], words[NUMBERS.length + 1]]).toEqual([0x8000_0005, 6]);
});
