import { afterAll, beforeAll } from 'vitest';
import { describeStore } from '../contract.ts';
import { type Places, startPlaces } from './places.ts';

let places: Places;
beforeAll(async () => {
  places = await startPlaces();
}, 60_000);
afterAll(() => places.stop());

describeStore('PostgreSQL', () => places.place());
