import type { RefusedError } from '../../access/refused-error.ts';

/** What a refused person reads: why, and who can help. */
export function refusal({ message, reason, helpers }: RefusedError): string {
  return reason === 'role' ? `${message} ${whoCanHelp(helpers)}` : message;
}

/**
 * `Dana and Sam can help.`, as mentions. In an ephemeral message or a modal a mention notifies nobody.
 *
 * @param helpers user ids, best first
 */
export function whoCanHelp(helpers: readonly string[]): string {
  const mentions = helpers.slice(0, 3).map((id) => `<@${id}>`);
  if (mentions.length === 0) return 'Ask one of them for help.';
  const names =
    mentions.length === 1 ? mentions[0] : `${mentions.slice(0, -1).join(', ')} or ${mentions.at(-1)}`;
  return `${names} can help.`;
}
