import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { nextVersion, released } from './release/changelog.ts';

/**
 * `npm run release -- patch|minor|major [--dry-run]`: moves what stands under "Unreleased" in CHANGELOG.md under a new
 * version, writes that version into package.json and package-lock.json, commits and tags. Pushes nothing.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'dry-run': { type: 'boolean', default: false } },
});
const step = positionals[0];
if (step !== 'patch' && step !== 'minor' && step !== 'major') {
  console.error('Which step? npm run release -- patch|minor|major [--dry-run]');
  process.exit(2);
}

const git = (...words: string[]) => execFileSync('git', words, { encoding: 'utf8' }).trim();
const manifest = readFileSync('package.json', 'utf8');
const { version: current } = JSON.parse(manifest) as { version: string }; // npm keeps it so
const version = nextVersion(current, step);
const { changelog, notes } = released(readFileSync('CHANGELOG.md', 'utf8'), version, new Date());
console.log(`${current} → ${version}\n\n${notes}`);
if (values['dry-run']) process.exit(0);

if (git('status', '--porcelain') !== '') {
  console.error('There are changes that are not committed: commit or stash them first.');
  process.exit(1);
}
execFileSync('npm', ['run', 'check'], { stdio: 'inherit' });
execFileSync('npm', ['version', version, '--no-git-tag-version', '--ignore-scripts'], { stdio: 'ignore' });
writeFileSync('CHANGELOG.md', changelog);
git('commit', '--all', '--message', `Release ${version}`);
git('tag', '--annotate', `v${version}`, '--message', notes);
console.log(`Committed and tagged v${version}. To publish: git push --follow-tags`);
