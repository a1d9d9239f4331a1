import v8 from 'node:v8';
import vm from 'node:vm';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';

/** The app in a process of its own, whose memory is searched for texts when its parent asks: only it may know them. */
v8.setFlagsFromString('--expose-gc');
// Otherwise a snapshot shows the first thousand characters of a text.
v8.setFlagsFromString('--heap-snapshot-string-limit=100000000');
const collect = vm.runInNewContext('gc') as () => void; // exposed just before

const config = readConfig(process.env);
const app = await createApp(config, { log: createLog('silent'), host: '127.0.0.1' });
const port = await app.start();
process.on('message', (texts: readonly string[]) => {
  void search(texts).then((found) => process.send?.({ found }));
});
process.send?.({ port });

/** How often each text, given in hex, is in a snapshot of the heap, once what nobody needs any more is gone. */
async function search(encoded: readonly string[]): Promise<number[]> {
  for (let round = 0; round < 5; round++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const snapshot = v8.getHeapSnapshot();
  // Only now, or the search would find itself.
  const texts = encoded.map((text) => Buffer.from(text, 'hex').toString());
  const found = texts.map(() => 0);
  const longest = Math.max(...texts.map(({ length }) => length));
  let rest = '';
  for await (const chunk of snapshot) {
    const text = rest + String(chunk);
    texts.forEach((one, index) => {
      found[index] = (found[index] ?? 0) + text.split(one).length - 1;
    });
    // A text that is whole in what is kept would be counted twice.
    rest = text.slice(-(longest - 1));
  }
  return found;
}
