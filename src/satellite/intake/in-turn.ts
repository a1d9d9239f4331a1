/** Does what concerns one thing one after the other, and different things side by side. */
export type InTurn = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

export function inTurn(): InTurn {
  const turns = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const done = (turns.get(key) ?? Promise.resolve()).then(work);
    const settled = done.catch(() => {}); // its own caller hears of it
    turns.set(key, settled);
    void settled.then(() => {
      if (turns.get(key) === settled) turns.delete(key);
    });
    return done;
  };
}
