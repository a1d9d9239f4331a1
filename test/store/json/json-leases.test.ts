import { jsonLeases } from '../../../src/store/json/json-leases.ts';
import { describeLeases } from '../lease-contract.ts';

describeLeases('JSON', async () => ({ leases: jsonLeases(), close: async () => {} }));
