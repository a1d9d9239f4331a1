import { expect, test } from 'vitest';
import { adviceFor } from '../../../src/store/json/size-advice.ts';

test('up to a million incidents files are the right choice; above, PostgreSQL is recommended with figures', () => {
  expect(adviceFor(1_000_000)).toBeNull();
  expect(adviceFor(1_000_001)).toMatch(/holds 1,000,001 incidents.*DATABASE_URL.*100 MB/);
});
