import type { CollectionField } from '../../collections/collections.ts';
import type { Collection } from '../../domain/collection.ts';
import type { Condition, FilterField, FilterOperator } from '../../domain/filter.ts';
import { shorten } from '../blocks/text.ts';

/** The fields as the SEI product names them. */
export const FIELD_NAMES: Readonly<Record<CollectionField, string>> = {
  service: 'PD Service',
  priority: 'Incident Priority',
  urgency: 'Incident Urgency',
  severity: 'Alert Severity',
  user: 'User ID',
  team: 'PD Team',
};

export const OPERATOR_NAMES: Readonly<Record<FilterOperator, string>> = {
  equals: 'Equals',
  'does not equal': 'Does not equal',
  'starts with': 'Starts with',
  contains: 'Contains',
};

const VALUES_SHOWN = 8;

/** A field in words; one that only questions have keeps its own name. */
function fieldName(field: FilterField): string {
  return Object.entries(FIELD_NAMES).find(([key]) => key === field)?.[1] ?? field;
}

/** `PD Service equals checkout or ledger`. Plain text. */
export function conditionText(
  { field, operator, values }: Condition,
  names: ReadonlyMap<string, string>,
): string {
  const shown = values.slice(0, VALUES_SHOWN).map((value) => shorten(names.get(value) ?? value, 80));
  const rest = values.length - shown.length;
  const list = [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(' or ');
  return `${fieldName(field)} ${OPERATOR_NAMES[operator].toLowerCase()} ${list}`;
}

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
