import { afterAll, beforeAll, describe } from 'vitest';
import { holdToContract } from './hold-to-contract.ts';
import { hasDebianPostgres, type PostgresPair, startPostgresPair } from './standby.ts';

describe.skipIf(!hasDebianPostgres)('on PostgreSQL 15 with a standby that confirms each commit', () => {
  let pair: PostgresPair;
  beforeAll(async () => {
    pair = await startPostgresPair();
  });
  afterAll(() => pair.stop());

  holdToContract('PostgreSQL 15', () => pair);
});
