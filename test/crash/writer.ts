import { writeSync } from 'node:fs';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { stepIn, type Told, write } from './story.ts';

/** Writes steps until it is killed, and says each that was acknowledged: `<step> <sequence>`. */
const [dataDir = '', compactAt = '1'] = process.argv.slice(2);
const store = await openJsonStore({ dataDir, compactAt: Number(compactAt) });
const acknowledged = await stepIn(store);
const told: Told = { acknowledged, sequences: [], refused: [] };
writeSync(1, 'open\n');
for (let step = acknowledged + 1; ; step++) {
  await write(store, told, step);
  writeSync(1, `${step} ${told.sequences[step]}\n`);
}
