import type { Condition, FilterField, FilterOperator } from '../../domain/filter.ts';
import { shorten } from '../blocks/text.ts';

/** The fields as forms and definitions name them; most as the SEI product does. */
export const FIELD_NAMES: Readonly<Record<FilterField, string>> = {
  service: 'PD Service',
  priority: 'Incident Priority',
  urgency: 'Incident Urgency',
  severity: 'Alert Severity',
  user: 'User ID',
  team: 'PD Team',
  status: 'Status',
  integration: 'PagerDuty account',
};

export const OPERATOR_NAMES: Readonly<Record<FilterOperator, string>> = {
  equals: 'Equals',
  'does not equal': 'Does not equal',
  'starts with': 'Starts with',
  contains: 'Contains',
};

const VALUES_SHOWN = 8;

/** `PD Service equals checkout or ledger`. Plain text. */
export function conditionText(
  { field, operator, values }: Condition,
  names: ReadonlyMap<string, string>,
): string {
  const shown = values.slice(0, VALUES_SHOWN).map((value) => shorten(names.get(value) ?? value, 80));
  const rest = values.length - shown.length;
  const list = [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(' or ');
  return `${FIELD_NAMES[field]} ${OPERATOR_NAMES[operator].toLowerCase()} ${list}`;
}
