import { z } from 'zod';
import type { Reference } from '../domain/incident.ts';

/** Text that may be null, absent, or something else altogether. */
export const looseText = z.string().nullish().catch(null);

/** An object that may be named by another: an id, and somewhere a name. */
export const wireReference = z
  .object({ id: z.string().min(1), type: looseText, summary: looseText, name: looseText })
  .nullish()
  .catch(null);

export type WireReference = z.infer<typeof wireReference>;

/** The reference, named by what there is of a name; its id is the last resort. */
export function referenceOf(wire: WireReference): Reference | null {
  return wire ? { id: wire.id, name: wire.summary || wire.name || wire.id } : null;
}

/** A list of references; what is no reference in it is left out. */
export const wireReferences = z.array(wireReference).nullish().catch(null);

export function referencesOf(wires: z.infer<typeof wireReferences>): Reference[] {
  return (wires ?? []).map(referenceOf).filter((reference) => reference !== null);
}
