import { createHash } from 'node:crypto';
import type { Incident } from '../../../src/domain/incident.ts';

/** A checksum of a set of incidents, whatever their order: for sets too large to hold twice. */
export interface Digest {
  add(incident: Incident): void;
  value(): { readonly incidents: number; readonly checksum: string };
}

/** Every field but those that only log entries and alerts tell. */
export function digestOf(): Digest {
  let incidents = 0;
  let sum = 0n;
  return {
    add(incident) {
      const { enrichment, severities, ...main } = incident;
      const text = JSON.stringify(Object.entries(main).sort(([one], [other]) => (one < other ? -1 : 1)));
      sum += createHash('sha1').update(text).digest().readBigUInt64BE();
      incidents += 1;
    },
    value: () => ({ incidents, checksum: sum.toString(16) }),
  };
}
