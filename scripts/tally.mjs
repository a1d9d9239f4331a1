// Adds up the results that the test sets left in a folder and prints them as the last line: "N passed, N failed".
// Exits 1 where a test failed, a set failed without naming a test (it counts as one), or nothing ran at all.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, ...failedSets] = process.argv.slice(2).filter((argument) => argument !== '');
let passed = 0;
let failed = 0;
let skipped = 0;
const withFailures = new Set();
for (const file of readdirSync(folder)) {
  const result = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  skipped += result.numPendingTests + result.numTodoTests;
  if (result.numFailedTests > 0) withFailures.add(file.replace(/\.json$/, ''));
}
failed += failedSets.filter((set) => !withFailures.has(set)).length;
if (failedSets.length > 0) console.log(`failed sets: ${failedSets.join(', ')}`);
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
