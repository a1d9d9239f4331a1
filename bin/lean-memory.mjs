import v8 from 'node:v8';

// A long sync makes much that lives briefly, and V8 by itself lets hundreds of MB of it pile up before it looks. A million
// incidents are read within 300 MB like this, at the same speed (`npm run bench sync-million`).
v8.setFlagsFromString('--semi-space-growth-factor=1');
v8.setFlagsFromString('--heap-growing-percent=50');
