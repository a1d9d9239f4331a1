import { describe } from 'vitest';

// The stage takes it from here for all that follow.
process.env.STORE = 'postgres';

/** The same walks as on files: what people see must not depend on where the data lies. */
const WALKS = ['walk', 'access', 'numbers', 'people', 'roles', 'sei-example', 'socket-mode'];

for (const name of WALKS) {
  describe(`on PostgreSQL: ${name}`, async () => {
    await import(`../e2e/${name}.test.ts`);
  });
}
