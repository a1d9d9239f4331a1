import { fold } from './fold.ts';

const MOST_TAGS = 20;
const LONGEST_TAG = 40;

/** Tags as they are stored and compared: nothing around them, none empty, none twice (the last spelling stays). */
export function tidiedTags(tags: readonly string[]): readonly string[] {
  const given = tags.map((tag) => tag.trim()).filter((tag) => tag !== '');
  return [...new Map(given.map((tag) => [fold(tag), tag])).values()];
}

/** What is wrong with tidied tags, as a sentence for the person; `null` for nothing. */
export function tagsProblem(tags: readonly string[]): string | null {
  if (tags.length > MOST_TAGS) return `At most ${MOST_TAGS} tags.`;
  return tags.some((tag) => tag.length > LONGEST_TAG) ? `At most ${LONGEST_TAG} characters a tag.` : null;
}
