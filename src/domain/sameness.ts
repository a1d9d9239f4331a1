import type { Sameness } from './column-builder.ts';
import type { Reference } from './incident.ts';

export const TEXT: Sameness<string> = { key: (text) => text, same: () => true };

/** The same id under an older name is another value. */
export const REFERENCE: Sameness<Reference | null> = {
  key: (reference) => reference?.id ?? null,
  same: (one, other) => one?.name === other?.name,
};

export const TEXTS: Sameness<readonly string[] | null> = {
  key: (set) => set && setKey(set),
  same: () => true,
};

export const REFERENCES: Sameness<readonly Reference[] | null> = {
  // Most sets have one member at most: its id is the key, without building one.
  key: (set) =>
    set &&
    (set.length === 1 ? (set[0] as Reference).id : setKey(set.map(({ id, name }) => `${id}\n${name}`))),
  same: (one, other) => one?.length !== 1 || other?.length !== 1 || one[0]?.name === other[0]?.name,
};

function setKey(keys: readonly string[]): string {
  return keys.length < 2 ? (keys[0] ?? '') : [...new Set(keys)].sort().join('\n\n');
}
