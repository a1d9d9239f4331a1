import type { Access } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Channels } from '../audience/channels.ts';
import type { Sight } from '../audience/sight.ts';
import type { Digest } from '../domain/digest.ts';
import { DAY, parseDuration, type Seconds } from '../domain/duration.ts';
import { zoneNamed } from '../domain/zone.ts';
import type { Store } from '../store/store.ts';
import type { DigestValues } from './changed-digest.ts';
import type { DigestForm, DigestProblem } from './digests.ts';

type Checked =
  | { readonly kind: 'values'; readonly values: DigestValues }
  | { readonly kind: 'problems'; readonly problems: readonly DigestProblem[] };

interface Parts {
  readonly store: Pick<Store, 'digests' | 'collections'>;
  readonly access: Pick<Access, 'decide'>;
  readonly sight: Pick<Sight, 'view'>;
  readonly channels: Channels;
}

/** So many digests go to one place: more are a mistake, or mischief. */
const MOST_IN_ONE_PLACE = 20;
const MOST_OPEN_DAYS = 90;
const LONGEST_TARGET: Seconds = 90 * DAY;

/** Reads what was filled in. Each mistake stands beside its input, as a sentence that says what to do. */
export async function checkDigestForm(
  form: DigestForm,
  actor: Actor,
  before: Digest | null,
  parts: Parts,
): Promise<Checked> {
  const { every, weekday, hour, by, quiet, place, collectionId } = form;
  const zone = zoneNamed(form.zone.trim());
  const openDays = Number(form.openDays.trim());
  const target = form.target.trim() === '' ? null : parseDuration(form.target);
  const problems: DigestProblem[] = [];
  const problem = (input: DigestProblem['input'], sentence: string | null) => {
    if (sentence !== null) problems.push({ input, sentence });
  };

  problem('place', await placeProblem(form, actor, before, parts));
  problem('collection', await collectionProblem(form, actor, parts));
  const isWeekday = Number.isInteger(weekday) && weekday >= 1 && weekday <= 7;
  if (!isWeekday || !Number.isInteger(hour) || hour < 0 || hour > 23)
    problem('schedule', 'Choose a day and an hour.');
  if (zone === null)
    problem('zone', `There is no time zone “${form.zone}”. Write it as Europe/Berlin or America/New_York.`);
  if (!/^\s*\d+\s*$/.test(form.openDays) || openDays < 1 || openDays > MOST_OPEN_DAYS)
    problem('openDays', `Write a whole number of days, 1 to ${MOST_OPEN_DAYS}.`);
  if (form.target.trim() !== '' && (target === null || target < 60 || target > LONGEST_TARGET))
    problem('target', 'Write a duration from 1m to 90d, as 45m, 1h 30m or 2d; or leave it empty.');

  if (problems.length > 0 || zone === null) return { kind: 'problems', problems };
  const schedule = { every, weekday, hour, zone };
  return { kind: 'values', values: { place, collectionId, schedule, by, quiet, openDays, target } };
}

async function placeProblem(
  { place }: DigestForm,
  { workspaceId, userId, teamId }: Actor,
  before: Digest | null,
  { store, access, channels }: Parts,
): Promise<string | null> {
  const there = (await store.digests.list(workspaceId)).filter(
    (each) => each.id !== before?.id && JSON.stringify(each.place) === JSON.stringify(place),
  );
  if (there.length >= MOST_IN_ONE_PLACE)
    return `There are ${MOST_IN_ONE_PLACE} digests already. Delete one first: \`/sei-pagerduty digest\``;
  if (place.kind === 'person')
    return place.userId === userId ? null : 'You can have digests sent to yourself, not to somebody else.';
  const problem = await channels.problem(workspaceId, place.channelId);
  if (problem !== null) return problem;
  const members = await channels.members(workspaceId, place.channelId);
  if (members.has(userId)) return null;
  const { standing } = await access.decide({ workspaceId, teamId, userId }, 'manage channel digest');
  return standing === 'admin' ? null : 'You are not in this channel. Join it first.';
}

async function collectionProblem(
  { collectionId, place }: DigestForm,
  actor: Actor,
  { store, access, sight }: Parts,
): Promise<string | null> {
  if (collectionId === null) return null;
  const { workspaceId } = actor;
  const collections = await store.collections.list(workspaceId);
  const target = { kind: 'collection', id: collectionId } as const;
  const isThere = collections.some(({ id }) => id === collectionId);
  if (!isThere || !(await access.decide(actor, 'see collections', target)).allowed)
    return 'That collection is not there any more. Choose another one.';
  if (place.kind === 'person') return null;
  const shown = await sight.view({ workspaceId, person: null, channelId: place.channelId });
  return shown.collectionIds.has(collectionId)
    ? null
    : 'Not everybody in that channel may see this collection. Choose another channel or collection.';
}
