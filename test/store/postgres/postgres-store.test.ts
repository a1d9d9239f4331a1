import { afterAll, beforeAll } from 'vitest';
import { describeStore } from '../contract.ts';
import { describeDigests } from '../digest-contract.ts';
import { describeLeases } from '../lease-contract.ts';
import { describeMeasuring } from '../measuring-contract.ts';
import { describePreferences } from '../preferences-contract.ts';
import { describeSatellites } from '../satellite-contract.ts';
import { describeWorkspaces } from '../workspace-contract.ts';
import { type Places, startPlaces } from './places.ts';

let places: Places;
beforeAll(async () => {
  places = await startPlaces();
}, 60_000);
afterAll(() => places.stop());

const place = () => places.place();
describeStore('PostgreSQL', place);
describeMeasuring('PostgreSQL', place);
describePreferences('PostgreSQL', place);
describeWorkspaces('PostgreSQL', place);
describeDigests('PostgreSQL', place);
describeSatellites('PostgreSQL', place);
describeLeases('PostgreSQL', async () => {
  const here = await place();
  const store = await here.open();
  return {
    leases: store.leases,
    async close() {
      await store.close();
      await here.remove();
    },
  };
});
