// Adds up what the test sets left in a folder (`crash.json`, and `crash.failed` where the set failed) and prints it as the
// last line: "N passed, N failed". Exits 1 where a test failed, a set failed without naming a test (it counts as one), or nothing ran at all.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = ''] = process.argv.slice(2);
const files = readdirSync(folder);
const named = (ending) =>
  files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
const failedSets = named('.failed');
let passed = 0;
let failed = 0;
let skipped = 0;
const withFailures = new Set();
for (const set of named('.json')) {
  const result = JSON.parse(readFileSync(join(folder, `${set}.json`), 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  skipped += result.numPendingTests + result.numTodoTests;
  if (result.numFailedTests > 0) withFailures.add(set);
}
failed += failedSets.filter((set) => !withFailures.has(set)).length;
if (failedSets.length > 0) console.log(`failed sets: ${failedSets.join(', ')}`);
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
