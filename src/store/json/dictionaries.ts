import type { Ending, Reference } from '../../domain/incident.ts';
import type { CodedColumnName, CodedValues } from './columns.ts';
import { Dictionary } from './dictionary.ts';

/** One dictionary a coded column, shared by everything in memory: equal values have one number and are kept once. */
export type Dictionaries = { readonly [Name in CodedColumnName]: Dictionary<CodedValues[Name]> };

export function createDictionaries(): Dictionaries {
  return {
    service: new Dictionary(referenceKey),
    priority: new Dictionary(referenceKey),
    urgency: new Dictionary(itself),
    status: new Dictionary(itself),
    ending: new Dictionary<Ending>(itself),
    teams: new Dictionary<readonly Reference[]>(referencesKey),
    severities: new Dictionary(JSON.stringify),
    responders: new Dictionary(referencesKey),
  };
}

// Lengths in front keep apart what only looks alike when it is put together. JSON would do, at five times the time.
const itself = (text: string) => text;

function referenceKey(reference: Reference | null): string {
  return reference ? `${reference.id.length}:${reference.id}${reference.name}` : '';
}

function referencesKey(references: readonly Reference[] | null): string {
  if (!references) return 'null';
  return references.map((reference) => `${reference.name.length}:${referenceKey(reference)}`).join('');
}
