import './newer-node.mjs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import './lean-memory.mjs';
import './load-env.mjs';

// The second start finds the types stripped and the code compiled: less time, and a third less memory.
module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
await import('../src/main.ts');
