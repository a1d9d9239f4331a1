import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nextVersion, released } from '../../scripts/release/changelog.ts';

const DAY = new Date('2026-11-24T15:00:00Z');

test('versions are counted as Semantic Versioning says', () => {
  const changelog = '# Changelog\n\n## Unreleased\n\n## 1.4.9 (2026-01-01)\n';
  const next = (step: 'patch' | 'minor' | 'major') => nextVersion('1.4.9', step, changelog);
  expect([next('patch'), next('minor'), next('major')]).toEqual(['1.4.10', '1.5.0', '2.0.0']);
});

test('the first release takes the version that is there', () => {
  expect(nextVersion('0.1.0', 'minor', '# Changelog\n\n## Unreleased\n\n- New.\n')).toBe('0.1.0');
});

test('what was unreleased moves under the version; older versions stay', () => {
  const before = '# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.1.0 (2026-01-01)\n\n- First.\n';
  const { changelog, notes } = released(before, '0.2.0', DAY);
  expect(notes).toBe('- New.');
  expect(changelog).toBe(
    '# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-11-24)\n\n- New.\n\n## 0.1.0 (2026-01-01)\n\n- First.\n',
  );
});

test('a release of nothing is refused', () => {
  expect(() => released('# Changelog\n\n## Unreleased\n\n## 0.1.0\n', '0.2.0', DAY)).toThrow(
    'Nothing stands under',
  );
});

test('the changelog of this project can be released', () => {
  expect(released(readFileSync('CHANGELOG.md', 'utf8'), '9.9.9', DAY).changelog).toContain(
    '## 9.9.9 (2026-11-24)',
  );
});
