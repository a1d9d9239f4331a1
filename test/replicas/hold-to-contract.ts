import { afterAll, beforeAll } from 'vitest';
import { describeStore } from '../store/contract.ts';
import { type Places, placesIn } from '../store/postgres/places.ts';

/** Holds a store to its promises in a database that is there when the tests begin. */
export function holdToContract(
  name: string,
  database: () => { readonly url: string; readonly superuserUrl: string },
): void {
  let places: Places;
  beforeAll(async () => {
    places = await placesIn(database());
  });
  afterAll(() => places.stop());

  describeStore(name, () => places.place());
}
