import type { ModalView } from '@slack/types';
import type { Actor } from '../../access/actor.ts';
import { failureView } from '../blocks/failure-view.ts';
import type { Services } from '../services.ts';
import { profileDeleteView } from './profile-delete-view.ts';
import { effectsOf } from './profile-effects.ts';
import { draftOf, emptyProfile, type ProfileDraft } from './profile-form.ts';
import { profileFormView } from './profile-form-view.ts';
import { placesText, profileListView } from './profile-list-view.ts';

export type ProfileServices = Pick<Services, 'profiles' | 'collections' | 'access' | 'clock'>;

const GONE = 'This profile is not there any more.';

/** The list of profiles, as far as the caller may see and change them. */
export async function profileList(services: ProfileServices, caller: Actor): Promise<ModalView> {
  await services.access.demand(caller, 'see profiles');
  const [{ profiles, assignments }, names, collections, { allowed: mayEdit }] = await Promise.all([
    services.profiles.list(caller),
    services.collections.names(caller),
    collectionNames(services, caller),
    services.access.decide(caller, 'edit profiles'),
  ]);
  return profileListView({ profiles, assignments, names, collections, mayEdit });
}

/** The form of a profile, of a new one where `id` is `null`. */
export async function profileForm(
  services: ProfileServices,
  caller: Actor,
  id: string | null,
): Promise<ModalView> {
  await services.access.demand(caller, 'edit profiles');
  const draft = id === null ? emptyProfile : await storedDraft(services, caller, id);
  if (draft === null) return failureView(GONE);
  const effects = await effectsOf(services, caller, draft);
  return profileFormView({ draft, effects, now: services.clock.now() });
}

async function storedDraft(
  services: ProfileServices,
  caller: Actor,
  id: string,
): Promise<ProfileDraft | null> {
  const [{ profiles, assignments }, names, collections] = await Promise.all([
    services.profiles.list(caller),
    services.collections.names(caller),
    collectionNames(services, caller),
  ]);
  const profile = profiles.find((each) => each.id === id);
  return profile === undefined ? null : draftOf(profile, assignments, names, collections);
}

/** The question whether a profile is to go. */
export async function profileDeletion(
  services: ProfileServices,
  caller: Actor,
  id: string,
): Promise<ModalView> {
  await services.access.demand(caller, 'edit profiles');
  const [{ profiles, assignments }, collections] = await Promise.all([
    services.profiles.list(caller),
    collectionNames(services, caller),
  ]);
  const profile = profiles.find((each) => each.id === id);
  if (profile === undefined) return failureView(GONE);
  return profileDeleteView(profile, placesText(id, assignments, collections));
}

async function collectionNames(
  { collections }: ProfileServices,
  caller: Actor,
): Promise<ReadonlyMap<string, string>> {
  const nodes = await collections.tree(caller);
  return new Map(nodes.map(({ collection }) => [collection.id, collection.name]));
}
