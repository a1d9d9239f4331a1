import { type Json, object, objects, text } from '../../../test/simulators/slack/json.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';

export interface Choice {
  readonly label: string;
  /** What is sent when it is chosen. */
  readonly value: string | Json;
  readonly group?: string;
}

/** The id or option value by which choices are told apart. */
export function idOf(value: string | Json): string {
  return typeof value === 'string' ? value : text(value.value);
}

/** An option of the app as a choice; menus that the app fills want the option itself back. */
export function choiceOf(option: Json, external: boolean, group?: string): Choice {
  const label = text(object(option.text).text);
  return { label, value: external ? option : text(option.value), ...(group && { group }) };
}

/** What a menu offers by itself: its options, people, or conversations. */
export function choicesFor(element: Json, snapshot: Snapshot): Choice[] {
  const type = text(element.type);
  if (type.endsWith('users_select'))
    return snapshot.people.map(({ id, realName }) => ({ label: realName, value: id }));
  if (/conversations_select|channels_select/.test(type)) return conversations(element, snapshot);
  const groups = objects(element.option_groups);
  if (groups.length === 0) return objects(element.options).map((option) => choiceOf(option, false));
  return groups.flatMap((group) =>
    objects(group.options).map((option) => choiceOf(option, false, text(object(group.label).text))),
  );
}

function conversations(element: Json, { channels, people }: Snapshot): Choice[] {
  const filter = object(element.filter);
  const kinds = Array.isArray(filter.include) ? filter.include : ['public', 'private'];
  return [
    ...channels
      .filter((channel) => kinds.includes(channel.private ? 'private' : 'public') && !channel.archived)
      .filter((channel) => filter.exclude_external_shared_channels !== true || !channel.shared)
      .map((channel) => ({ label: `${channel.private ? '🔒 ' : '# '}${channel.name}`, value: channel.id })),
    ...(kinds.includes('im') ? people.map(({ id, realName }) => ({ label: realName, value: id })) : []),
  ];
}
