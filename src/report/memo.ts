/**
 * Remembers results by key, the last used ones, so many. What is being computed is shared; a failure is not remembered.
 */
export function memo<Value>(most: number) {
  const known = new Map<string, Promise<Value>>();
  return (key: string, compute: () => Promise<Value>): Promise<Value> => {
    const found = known.get(key);
    const value = found ?? compute();
    // Put last: the first is the one that was not used for longest.
    known.delete(key);
    known.set(key, value);
    if (found === undefined) {
      value.catch(() => known.delete(key));
      const oldest = known.keys().next();
      if (known.size > most && !oldest.done) known.delete(oldest.value);
    }
    return value;
  };
}
