import { describe } from 'vitest';

// The stage takes it from here for all that follow.
process.env.STORE = 'postgres';

/** The same walks as on files: what people see must not depend on where the data lies. `WALKS=all` for all of them. */
const SHORT = ['walk', 'numbers', 'sei-example'];
const LONG = ['access', 'people', 'roles', 'socket-mode'];
const walks = process.env.WALKS === 'all' ? [...SHORT, ...LONG] : SHORT;

for (const name of walks) {
  describe(`on PostgreSQL: ${name}`, async () => {
    await import(`../e2e/${name}.test.ts`);
  });
}
