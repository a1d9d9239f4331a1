import type { Actor } from '../../access/actor.ts';
import { hash32 } from '../../domain/hash32.ts';
import type { ProfileProblems } from '../../profiles/profiles.ts';
import { answerInTime, type SubmitAnswer } from '../answer-in-time.ts';
import { noticeView } from '../blocks/notice-view.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { valuesBlock } from '../filters/filter-rows.ts';
import type { Home } from '../home/create-home.ts';
import { type ListenerServices, onSubmit, type SubmitRequest } from '../listener.ts';
import { redrawView } from '../redraw-view.ts';
import type { Services } from '../services.ts';
import { PROFILE_DELETE_VIEW } from './profile-delete-view.ts';
import { effectsOf } from './profile-effects.ts';
import { type ProfileDraft, placeOf, profileForm, readDraft } from './profile-form.ts';
import { PROFILE_VIEW, profileFormView } from './profile-form-view.ts';
import { type ProfileServices, profileList } from './profile-views-for.ts';

type Needed = ListenerServices & ProfileServices & Pick<Services, 'timing'>;

/** "Save": first it says what it changes, then it saves and lets the profile hold where it was told to. */
export function profileSubmit(services: Needed, home: Pick<Home, 'changed'>) {
  return onSubmit(services, PROFILE_VIEW, async (request) => {
    await answerInTime(services, request, save(services, request));
    home.changed(request.caller.workspaceId);
    await redrawList(services, request);
  });
}

async function save(services: Needed, { caller, view }: SubmitRequest): Promise<SubmitAnswer> {
  const { profiles, clock } = services;
  const draft = readDraft(view.state.values, view.private_metadata);
  const form = profileForm(draft);
  const problems = await profiles.check(caller, draft.id, form);
  if (Object.keys(problems).length > 0) return withProblems(draft, problems, clock.now());

  const meant = String(hash32(JSON.stringify([form, draft.places.map(({ value }) => value)])));
  if (draft.confirmed !== meant) {
    const effects = await effectsOf(services, caller, draft);
    const asking = { ...draft, confirmed: meant };
    return {
      kind: 'view',
      view: profileFormView({ draft: asking, effects, now: clock.now(), asks: true }),
      unseen: NOT_SAVED,
    };
  }
  const outcome = await profiles.save(caller, draft.id, form);
  if (outcome.kind === 'refused') return withProblems(draft, outcome.problems, clock.now());
  await assign(services, caller, outcome.profile.id, draft);
  const saved = `*${escapeMrkdwn(outcome.profile.name)} is saved.* Answers say under them which profile they follow; earlier reports keep theirs.`;
  return { kind: 'view', view: noticeView('Saved', saved) };
}

const NOT_SAVED = 'The profile is not saved yet. Please open it again: `/sei-pagerduty profile`';

/** Lets the profile hold where it was told to, and nowhere else. */
async function assign(
  { profiles, collections }: Needed,
  caller: Actor,
  id: string,
  { places }: ProfileDraft,
): Promise<void> {
  const { assignments } = await profiles.list(caller);
  const wanted = new Set(places.map(({ value }) => value));
  const visible = new Set((await collections.tree(caller)).map(({ collection }) => collection.id));
  const held = [
    ...(assignments.defaultId === id ? ['workspace'] : []),
    // Where the admin does not see the collection, it stays as it is.
    ...Object.entries(assignments.byCollection).flatMap(([collectionId, profileId]) =>
      profileId === id && visible.has(collectionId) ? [collectionId] : [],
    ),
  ];
  for (const place of held.filter((value) => !wanted.has(value))) {
    await profiles.assign(caller, null, placeOf(place));
  }
  for (const place of [...wanted].filter((value) => !held.includes(value))) {
    if (place !== 'workspace' && !visible.has(place)) continue;
    await profiles.assign(caller, id, placeOf(place));
  }
}

/** Slack's own errors stand under inputs. What has none of its own is shown above. */
function withProblems(draft: ProfileDraft, problems: ProfileProblems, now: number): SubmitAnswer {
  const blocks: Readonly<Record<string, string | undefined>> = {
    name: 'name',
    integrationIds: 'accounts',
    track: 'track',
    filter: draft.rows[0] && valuesBlock(draft.rows[0]),
  };
  const errors: Record<string, string> = {};
  for (const [field, sentence] of Object.entries(problems)) {
    const block = blocks[field];
    if (block !== undefined) errors[block] = sentence;
  }
  return Object.keys(errors).length > 0
    ? { kind: 'errors', errors }
    : {
        kind: 'view',
        view: profileFormView({ draft, effects: null, now, problems }),
        unseen: NOT_SAVED,
      };
}

/** "Delete": gone, and the list without it. */
export function profileDeleteSubmit(services: Needed, home: Pick<Home, 'changed'>) {
  return onSubmit(services, PROFILE_DELETE_VIEW, async (request) => {
    const { caller, view } = request;
    const deleting = services.profiles.delete(caller, view.private_metadata);
    await answerInTime(
      services,
      request,
      deleting.then(() => ({ kind: 'closed' })),
    );
    home.changed(caller.workspaceId);
    await redrawList(services, request);
  });
}

async function redrawList(services: Needed, { client, caller, view }: SubmitRequest): Promise<void> {
  if (!view.previous_view_id) return;
  await redrawView(client, { id: view.previous_view_id }, await profileList(services, caller));
}
