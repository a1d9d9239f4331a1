import { plainInput } from '../mttr/plain-input.ts';
import { nearest } from '../mttr/vocabulary.ts';

export const SUBCOMMANDS = [
  'help',
  'connect',
  'list',
  'status',
  'edit',
  'reauth',
  'sync',
  'pause',
  'resume',
  'delete',
  'collections',
  'collection',
  'profile',
  'digest',
  'roles',
  'audience',
  'audit',
  'satellite',
  'data',
] as const;
export type Subcommand = (typeof SUBCOMMANDS)[number];

export type ParsedCommand =
  /** `name`: what follows the command, as it was typed without quotes around it; empty where nothing does. */
  | { readonly kind: 'command'; readonly command: Subcommand; readonly name: string }
  | { readonly kind: 'unknown'; readonly word: string; readonly nearest: Subcommand | null };

/** Reads the text of `/sei-pagerduty`. Takes any text; nothing at all is `help`. */
export function parseCommand(text: string): ParsedCommand {
  const { word, rest } = firstWord(plainInput(text));
  const folded = word.toLowerCase();
  if (folded === '') return { kind: 'command', command: 'help', name: '' };
  const command = SUBCOMMANDS.find((known) => known === folded);
  if (command) return { kind: 'command', command, name: unquoted(rest) };
  return { kind: 'unknown', word, nearest: nearest(word, SUBCOMMANDS) };
}

/** The first word of a text, and what follows it. */
export function firstWord(text: string): { readonly word: string; readonly rest: string } {
  const [word = '', ...rest] = text.split(' ').filter((part) => part !== '');
  return { word, rest: rest.join(' ') };
}

/** A name without the quotes that people put around it. */
export function unquoted(name: string): string {
  return name.replace(/^["'“”„‘’«»]+|["'“”„‘’«»]+$/g, '');
}
