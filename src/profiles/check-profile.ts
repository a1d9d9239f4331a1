import { fold } from '../domain/fold.ts';
import type { Integration } from '../domain/integration.ts';
import type { Profile } from '../domain/profile.ts';
import { PROFILE_FIELDS, type ProfileForm, type ProfileProblems } from './profiles.ts';

const LONGEST_NAME = 60;

/** Mistakes in a form, each at its field. */
export function checkProfile(
  id: string | null,
  { name, integrationIds, filter }: ProfileForm,
  profiles: readonly Profile[],
  integrations: readonly Pick<Integration, 'id'>[],
): ProfileProblems {
  const problems: ProfileProblems = {};
  const named = name.trim();
  if (named === '') problems.name = 'Give it a name.';
  else if (named.length > LONGEST_NAME) {
    problems.name = `Use at most ${LONGEST_NAME} characters: these are ${named.length}.`;
  } else if (profiles.some((each) => each.id !== id && fold(each.name) === fold(named))) {
    problems.name = `${named} exists. Choose another name.`;
  }
  if (integrationIds !== null) {
    if (integrationIds.length === 0)
      problems.integrationIds = 'Choose at least one, or none at all for every one.';
    else if (integrationIds.some((each) => !integrations.some((known) => known.id === each))) {
      problems.integrationIds = 'One of these integrations no longer exists.';
    }
  }
  const other = filter.find(({ field }) => !PROFILE_FIELDS.includes(field));
  if (other !== undefined) problems.filter = `A profile cannot filter by ${other.field}.`;
  else if (filter.some(({ values }) => values.length === 0)) problems.filter = 'Each filter needs a value.';
  return problems;
}
