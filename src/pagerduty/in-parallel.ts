/**
 * Runs tasks side by side, at most `ahead` of them begun or waiting to be taken; yields results as they come.
 * The first failure ends all; whoever stops reading stops the tasks.
 */
export async function* inParallel<Result>(
  tasks: Iterable<(signal: AbortSignal) => Promise<Result>>,
  { ahead, signal }: { ahead: number; signal?: AbortSignal | undefined },
): AsyncGenerator<Result> {
  const ended = new AbortController();
  const stop = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal;
  const left = tasks[Symbol.iterator]();
  const begun = new Set<Promise<void>>();
  const ready: Result[] = [];
  const fill = () => {
    while (begun.size + ready.length < ahead) {
      const next = left.next();
      if (next.done) return;
      const task: Promise<void> = next
        .value(stop)
        .then((result) => void ready.push(result))
        .then(() => void begun.delete(task));
      // The race below reports the failure; without this it would also count as unhandled.
      task.catch(() => {});
      begun.add(task);
    }
  };
  try {
    for (fill(); begun.size + ready.length > 0; fill()) {
      if (ready.length === 0) await Promise.race(begun);
      const result = ready.shift();
      fill();
      if (result !== undefined) yield result;
    }
  } finally {
    ended.abort();
    await Promise.allSettled(begun);
  }
}
