import { afterEach, beforeEach } from 'vitest';
import type { Store } from '../../src/store/store.ts';

/** A store under test: the same place can be opened again, and goes away at the end. */
export interface StorePlace {
  open(options?: { readonly mostReports?: number }): Promise<Store>;
  remove(): Promise<void>;
}

/**
 * Opens a store in a new place before each test and hands it to `use`; after the test both go away.
 *
 * @returns what closes the store in the middle of a test, opens it again in the same place, and hands it to `use`
 */
export function storeForEachTest(place: () => Promise<StorePlace>, use: (store: Store) => void) {
  let here: StorePlace;
  let store: Store;
  async function open(options?: Parameters<StorePlace['open']>[0]) {
    store = await here.open(options);
    use(store);
  }
  beforeEach(async () => {
    here = await place();
    await open();
  });
  afterEach(async () => {
    await store.close();
    await here.remove();
  });
  return async (options?: Parameters<StorePlace['open']>[0]) => {
    await store.close();
    await open(options);
  };
}
