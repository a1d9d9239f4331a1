/** A body on its way in. */
export interface BodyPlace {
  /** So many bytes more came. May drop it, or others. */
  grow(bytes: number): void;
  /** It is here, or given up. */
  leave(): void;
}

/** Memory for the bodies of all requests that are being read at the same moment. */
export interface BodyRoom {
  /** @param drop gives the body up: called at most once, and not after it left */
  enter(drop: () => void): BodyPlace;
}

/**
 * Room for so many bytes. Where more come, the largest body goes, and again the largest: whoever holds many large ones open
 * loses them, and what people send, a few kilobytes, comes through.
 */
export function bodyRoom(most: number): BodyRoom {
  const sizes = new Map<() => void, number>();
  let total = 0;

  function remove(drop: () => void): void {
    total -= sizes.get(drop) ?? 0;
    sizes.delete(drop);
  }

  function largest(): (() => void) | undefined {
    let found: (() => void) | undefined;
    let size = 0;
    for (const [drop, each] of sizes) if (each > size) [found, size] = [drop, each];
    return found;
  }

  return {
    enter(drop) {
      sizes.set(drop, 0);
      return {
        grow(bytes) {
          const known = sizes.get(drop);
          if (known === undefined) return;
          sizes.set(drop, known + bytes);
          total += bytes;
          while (total > most) {
            const next = largest();
            if (next === undefined) return;
            remove(next);
            next();
          }
        },
        leave: () => remove(drop),
      };
    },
  };
}
