import { hash32 } from './hash32.ts';
import type { Population } from './population.ts';

/**
 * 64 bits that tell whether the same incidents count with the same durations, in whatever order and store they lie.
 *
 * @returns 16 hexadecimal digits
 */
export function checksumOf(
  populations: readonly (Pick<Population, 'table' | 'rows' | 'recovery'> | null)[],
): string {
  let one = 0;
  let other = 0;
  populations.forEach((population, place) => {
    if (population === null) return;
    const { rows, recovery, table } = population;
    const { createdAt, number, integration } = table;
    const { codes } = integration;
    const accounts = integration.values.map((id) => hash32(id));
    for (let position = 0; position < rows.length; position++) {
      // A position is within the population, a row within the table, a code within its dictionary.
      const row = rows[position] as number;
      let hash = accounts[codes[row] as number] as number;
      hash = mixed(hash ^ place, number[row] as number);
      hash = mixed(hash, createdAt[row] as number);
      hash = mixed(hash, recovery[position] as number);
      // Sums do not depend on the order.
      one = (one + hash) >>> 0;
      other = (other + mixed(hash, 0x9e3779b9)) >>> 0;
    }
  });
  return [one, other].map((half) => half.toString(16).padStart(8, '0')).join('');
}

function mixed(hash: number, value: number): number {
  let next = Math.imul(hash ^ value, 0x85ebca6b);
  next = Math.imul(next ^ (next >>> 13), 0xc2b2ae35);
  return (next ^ (next >>> 16)) >>> 0;
}
