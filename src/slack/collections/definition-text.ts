import type { Collection } from '../../domain/collection.ts';
import { conditionText } from '../filters/condition-text.ts';

/** What a collection itself narrows; its ancestors narrow it further. Plain text. */
export function definitionText(
  { integrationIds, filter }: Collection,
  names: ReadonlyMap<string, string>,
): string {
  const accounts =
    integrationIds === null
      ? []
      : integrationIds.length === 0
        ? ['no account left: edit it']
        : [`accounts: ${integrationIds.map((id) => names.get(id) ?? 'one that is gone').join(', ')}`];
  const parts = [...accounts, ...filter.map((condition) => conditionText(condition, names))];
  return parts.length === 0 ? 'everything' : parts.join(' and ');
}
