import { withDescendants } from '../../collections/collection-tree.ts';
import { COLLECTION_FIELDS } from '../../collections/collections.ts';
import { fold } from '../../domain/fold.ts';
import { fieldOfBlock } from '../filters/filter-rows.ts';
import { menuOption, onOptions } from '../on-options.ts';
import type { Services } from '../services.ts';
import { INTEGRATIONS_ACTION, PLACE_ACTION, VALUES_ACTION } from './collection-actions.ts';
import { NEW_CATEGORY, readCollectionForm } from './collection-form.ts';
import { matchingNodes } from './find-options.ts';
import { pathLabel } from './path-label.ts';

type Needed = Pick<Services, 'collections' | 'connections' | 'access' | 'log' | 'inFlight'>;

/** Values of a filter: services, priorities, people, teams of the accounts chosen above, by what is typed. */
export function valueOptions(services: Needed) {
  return onOptions(services, VALUES_ACTION, async ({ body, caller, payload }) => {
    const named = fieldOfBlock(payload.block_id);
    const field = COLLECTION_FIELDS.find((known) => known === named);
    if (field === undefined) return [];
    const { integrations } = readCollectionForm(
      body.view?.state.values ?? {},
      body.view?.private_metadata ?? '',
    );
    const chosen = integrations.length === 0 ? null : integrations.map(({ value }) => value);
    const found = await services.collections.suggest(caller, field, payload.value, chosen);
    return found.map(({ value, label }) => menuOption(label, value));
  });
}

/** Where a collection can stand: below any but itself and what is below it, or in a new category. */
export function placeOptions(services: Needed) {
  return onOptions(services, PLACE_ACTION, async ({ body, caller, payload }) => {
    const { id } = readCollectionForm(body.view?.state.values ?? {}, body.view?.private_metadata ?? '');
    const nodes = await services.collections.tree(caller);
    const all = nodes.map(({ collection }) => collection);
    const own = id === null ? new Set<string>() : withDescendants(id, all);
    const free = nodes.filter(({ collection }) => !own.has(collection.id));
    const fresh = menuOption(NEW_CATEGORY.label, NEW_CATEGORY.value);
    const found = matchingNodes(free, payload.value).map((node) =>
      menuOption(pathLabel(node), node.collection.id),
    );
    const isNewMeant = fold(NEW_CATEGORY.label).includes(fold(payload.value));
    return isNewMeant ? [fresh, ...found] : found;
  });
}

/** The connected accounts. */
export function integrationOptions(services: Needed) {
  return onOptions(services, INTEGRATIONS_ACTION, async ({ caller, payload }) => {
    const wanted = fold(payload.value);
    const all = await services.connections.list(caller);
    return all
      .filter(({ name }) => fold(name).includes(wanted))
      .toSorted((one, other) => one.name.localeCompare(other.name))
      .map(({ id, name }) => menuOption(name, id));
  });
}
