import v8 from 'node:v8';

// A long sync makes much that lives briefly, and V8 by itself lets hundreds of MB of it pile up before it looks. A million
// incidents are read within 300 MB like this, at the same speed (`npm run bench sync-million`). The space for what is new is
// bounded on the command line (`--max-semi-space-size=4` in package.json), since a running process cannot: V8's own 16 MB and
// more are memory without a gain, and the 1 MB it begins with costs a third of the time of a busy app.
v8.setFlagsFromString('--heap-growing-percent=50');
