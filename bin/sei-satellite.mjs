#!/usr/bin/env node
// The command of the packed satellite. The space for what is new is V8's largest share of the memory, and can only be bounded on
// the command line; flags in the line above are not understood by every `env`. So the process begins anew, as itself.
import './newer-node.mjs';
import { fileURLToPath } from 'node:url';

const main = new URL('../dist/satellite/main.js', import.meta.url);
if (process.platform !== 'win32' && process.execve) {
  const flags = ['--max-semi-space-size=2', ...process.execArgv];
  process.execve(process.execPath, [
    process.execPath,
    ...flags,
    fileURLToPath(main),
    ...process.argv.slice(2),
  ]);
}
await import(main);
