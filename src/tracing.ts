import { AsyncLocalStorage } from 'node:async_hooks';

/** Remembers through everything that a request starts which request it was. */
export interface Tracing {
  /** Does the work, and all that it starts, under this id. */
  run<Result>(requestId: string, work: () => Result): Result;
  /** The request that is worked on, or `undefined` outside of any. */
  current(): string | undefined;
  /** What every log line carries. */
  fields(): { readonly requestId?: string };
}

export function createTracing(): Tracing {
  const storage = new AsyncLocalStorage<string>();
  return {
    run: (requestId, work) => storage.run(requestId, work),
    current: () => storage.getStore(),
    fields: () => {
      const requestId = storage.getStore();
      return requestId === undefined ? {} : { requestId };
    },
  };
}
