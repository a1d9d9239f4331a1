/**
 * The version after this one. Versions are `major.minor.patch`.
 *
 * The first release takes the version that is there, whatever the step: nothing has that version yet.
 */
export function nextVersion(current: string, step: 'major' | 'minor' | 'patch', changelog: string): string {
  if (!changelog.includes(`\n## ${current} (`)) return current;
  const [major = 0, minor = 0, patch = 0] = current.split('.').map(Number);
  if (step === 'major') return `${major + 1}.0.0`;
  return step === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/**
 * The changelog with what was unreleased under a version and its day, and an empty "Unreleased" above it.
 *
 * @throws where nothing is unreleased: a version that changes nothing helps nobody
 */
export function released(
  changelog: string,
  version: string,
  day: Date,
): { readonly changelog: string; readonly notes: string } {
  const [before, rest] = changelog.split(/^## Unreleased\n/m);
  if (before === undefined || rest === undefined) throw new Error('CHANGELOG.md has no "## Unreleased".');
  const end = rest.search(/^## /m);
  const notes = (end === -1 ? rest : rest.slice(0, end)).trim();
  if (notes === '') throw new Error('Nothing stands under "Unreleased" in CHANGELOG.md.');
  const older = end === -1 ? '' : `\n\n${rest.slice(end).trimEnd()}`;
  const title = `## ${version} (${day.toISOString().slice(0, 10)})`;
  return { changelog: `${before}## Unreleased\n\n${title}\n\n${notes}${older}\n`, notes };
}
