import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { nextVersion, released } from './release/changelog.ts';

/**
 * `npm run release -- patch|minor|major [--dry-run]`: moves what stands under "Unreleased" in CHANGELOG.md under a new
 * version, writes that version into package.json and package-lock.json, commits and tags. Pushes nothing. Only from a
 * clean main whose checks and tests pass.
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
const before = readFileSync('CHANGELOG.md', 'utf8');
const version = nextVersion(current, step, before);
const { changelog, notes } = prepared();
console.log(
  `${version === current ? `${version}, the first release` : `${current} → ${version}`}\n\n${notes}`,
);
if (values['dry-run']) process.exit(0);

const obstacle = obstacleTo(version);
if (obstacle !== null) {
  console.error(obstacle);
  process.exit(1);
}
for (const words of [['run', 'check'], ['test']]) execFileSync('npm', words, { stdio: 'inherit' });
const flags = ['--no-git-tag-version', '--allow-same-version', '--ignore-scripts'];
execFileSync('npm', ['version', version, ...flags], { stdio: 'ignore' });
writeFileSync('CHANGELOG.md', changelog);
git('commit', '--all', '--message', `Release ${version}`);
git('tag', '--annotate', `v${version}`, '--message', notes);
console.log(`Committed and tagged v${version}. To publish: git push --follow-tags`);

/** Why nothing can be released from here now; `null` where it can. */
function obstacleTo(version: string): string | null {
  if (git('status', '--porcelain') !== '')
    return 'There are changes that are not committed: commit or stash them first.';
  const branch = git('branch', '--show-current');
  if (branch !== 'main') return `This is the branch “${branch}”: releases are made on main.`;
  if (git('tag', '--list', `v${version}`) !== '')
    return `There is a tag v${version} already: was the release committed elsewhere? git pull --tags.`;
  return null;
}

function prepared(): ReturnType<typeof released> {
  try {
    return released(before, version, new Date());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
