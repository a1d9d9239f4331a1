import { COLLECTION_FIELDS } from '../../collections/collections.ts';
import { fold } from '../../domain/fold.ts';
import { matchingNodes } from '../collections/find-options.ts';
import { pathLabel } from '../collections/path-label.ts';
import { fieldOfBlock } from '../filters/filter-rows.ts';
import { KNOWN_VALUES } from '../mttr/vocabulary.ts';
import { menuOption, onOptions } from '../on-options.ts';
import type { Services } from '../services.ts';
import { PROFILE_PLACES_ACTION, PROFILE_VALUES_ACTION, WORKSPACE_PLACE } from './profile-actions.ts';
import { readDraft } from './profile-form.ts';

type Needed = Pick<Services, 'collections' | 'access' | 'log' | 'inFlight'>;

/** Values of a profile's filter, of the accounts chosen above, by what is typed. */
export function profileValueOptions(services: Needed) {
  return onOptions(services, PROFILE_VALUES_ACTION, async ({ body, caller, payload }) => {
    await services.access.demand(caller, 'edit profiles');
    const field = fieldOfBlock(payload.block_id);
    const offered = COLLECTION_FIELDS.find((known) => known === field);
    if (offered === undefined)
      return knownValues(field === 'status' ? KNOWN_VALUES.status : [], payload.value);
    const { accounts } = readDraft(body.view?.state.values ?? {}, body.view?.private_metadata ?? '');
    const ids = accounts.length === 0 ? null : accounts.map(({ value }) => value);
    const found = await services.collections.suggest(caller, offered, payload.value, ids);
    return found.map(({ value, label }) => menuOption(label, value));
  });
}

/** Where a profile can hold: the whole workspace, or a collection. */
export function profilePlaceOptions(services: Needed) {
  return onOptions(services, PROFILE_PLACES_ACTION, async ({ caller, payload }) => {
    await services.access.demand(caller, 'assign profile');
    const nodes = matchingNodes(await services.collections.tree(caller), payload.value);
    const workspace = knownOption(payload.value);
    return [...workspace, ...nodes.map((node) => menuOption(pathLabel(node), node.collection.id))];
  });
}

function knownOption(typed: string) {
  const { label, value } = WORKSPACE_PLACE;
  return fold(label).includes(fold(typed)) ? [menuOption(label, value)] : [];
}

function knownValues(values: readonly string[] = [], typed: string) {
  return values.filter((value) => value.includes(fold(typed))).map((value) => menuOption(value, value));
}
