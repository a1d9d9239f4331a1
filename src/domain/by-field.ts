import type { Classification, Group } from './classification.ts';
import type { CodedColumn } from './coded-column.ts';
import { type CurrentNames, type FieldValue, idOf, type Member, membersOf, nameOf } from './filter.ts';
import { fold } from './fold.ts';
import type { Reference } from './incident.ts';

/** What rows are called that have no value, and those of which it is not known. */
interface Missing {
  readonly none: string;
  readonly unknown?: string;
}

/**
 * Groups by the values of a field, found while rows are looked at: values that no row has make no group.
 *
 * @param accounts groups by id within each of these, so that a thing keeps its group when it is renamed; `null` groups by
 * name, the same in every account
 */
export function byField(
  { codes, values }: CodedColumn<FieldValue>,
  names: CurrentNames,
  missing: Missing,
  accounts: CodedColumn<string> | null,
): Classification {
  const groups: Group[] = [];
  const indexOf = indexer(groups);
  const known: (readonly number[] | undefined)[] = [];
  const groupOf = (member: Member, account: string | undefined): Group => {
    const label = nameOf(member, names);
    if (isNone(member)) return { key: member.id, label, qualifier: '', time: null };
    if (account === undefined) return { key: fold(label), label, qualifier: '', time: null };
    return {
      key: `${account}/${idOf(member)}`,
      label,
      qualifier: names.get(account) ?? account,
      time: null,
    };
  };
  return {
    groups,
    groupsOf(row) {
      // A row is within the table, a code within its dictionary.
      const code = codes[row] as number;
      const account = accounts === null ? 0 : (accounts.codes[row] as number);
      const place = account * values.length + code;
      known[place] ??= distinct(
        groupedAs(values[code] as FieldValue, missing).map((member) =>
          indexOf(groupOf(member, accounts?.values[account])),
        ),
      );
      return known[place];
    },
  };
}

const MISSING = ' none';
const UNKNOWN = ' unknown';

/** Rows without a value are a group of their own, whatever the integration. No id or folded name begins with a space. */
function isNone(member: Member): member is Reference {
  return typeof member !== 'string' && (member.id === MISSING || member.id === UNKNOWN);
}

/** What a value is grouped as, never nothing. `null` is unknown where that can be, and else missing. */
function groupedAs(value: FieldValue, { none, unknown }: Missing): readonly Member[] {
  if (value === null && unknown !== undefined) return [{ id: UNKNOWN, name: unknown }];
  const members = membersOf(value);
  return members.length === 0 ? [{ id: MISSING, name: none }] : members;
}

/** An incident counts once in a group, however often it names it. */
function distinct(groups: readonly number[]): readonly number[] {
  return groups.length < 2 ? groups : [...new Set(groups)];
}

/** Gives each key its index in a list of groups. Of several labels the first by alphabet stays, whatever came first. */
function indexer(groups: Group[]): (group: Group) => number {
  const indexOf = new Map<string, number>();
  return (group) => {
    const index = indexOf.get(group.key);
    if (index === undefined) {
      indexOf.set(group.key, groups.length);
      return groups.push(group) - 1;
    }
    if (group.label < (groups[index] as Group).label) groups[index] = group;
    return index;
  };
}
