import { parentPort } from 'node:worker_threads';
import { buildPage } from './build-page.ts';

// The thread of `buildPageAside`.
parentPort?.postMessage(await buildPage());
