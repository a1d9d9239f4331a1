import { z } from 'zod';
import type { Integration } from '../domain/integration.ts';
import { tagsProblem, tidiedTags } from '../domain/tags.ts';
import { NameTakenError } from '../store/errors.ts';
import { type AccountUrl, parseAccountUrl, parseSatelliteUrl } from './account-url.ts';
import type { ConnectForm, ConnectProblems, SatelliteForm } from './connections.ts';

const NAME_LIMIT = 60;
const DESCRIPTION_LIMIT = 1000;

/** The form as it is stored and compared: nothing around the words, no tag twice, no empty one. */
export function tidied(form: ConnectForm): ConnectForm {
  return { ...form, ...tidiedSatellite(form), apiKey: form.apiKey.trim() };
}

/** The same without a key. */
export function tidiedSatellite(form: SatelliteForm): SatelliteForm {
  return {
    name: form.name.trim().replace(/\s+/g, ' '),
    url: form.url.trim(),
    username: form.username.trim(),
    description: form.description.trim(),
    tags: tidiedTags(form.tags),
    titles: form.titles,
  };
}

/** Mistakes of a tidied form that can be seen without asking PagerDuty. */
export function formProblems(
  form: ConnectForm,
  others: readonly Integration[],
  allowedOrigins: readonly string[],
): ConnectProblems {
  return {
    ...plainProblems(form, others, parseAccountUrl(form.url, allowedOrigins)),
    ...problem('apiKey', apiKeyProblem(form.apiKey)),
  };
}

/** Mistakes of a tidied form for an account that a satellite reads: its address may lead anywhere, and there is no key. */
export function satelliteProblems(form: SatelliteForm, others: readonly Integration[]): ConnectProblems {
  return plainProblems(form, others, parseSatelliteUrl(form.url));
}

function plainProblems(
  form: SatelliteForm,
  others: readonly Integration[],
  url: AccountUrl,
): ConnectProblems {
  return {
    ...problem('name', nameProblem(form.name, others)),
    ...problem('url', url.ok ? null : url.problem),
    ...problem('username', usernameProblem(form.username)),
    ...problem(
      'description',
      form.description.length > DESCRIPTION_LIMIT ? `At most ${DESCRIPTION_LIMIT} characters.` : null,
    ),
    ...problem('tags', tagsProblem(form.tags)),
  };
}

function problem(field: keyof ConnectProblems, sentence: string | null): ConnectProblems {
  return sentence === null ? {} : { [field]: sentence };
}

function nameProblem(name: string, others: readonly Integration[]): string | null {
  if (name === '') return 'Give it a name, e.g. Production.';
  if (name.length > NAME_LIMIT) return `At most ${NAME_LIMIT} characters.`;
  const taken = others.find((other) => other.name.toLowerCase() === name.toLowerCase());
  return taken ? new NameTakenError(taken.name).message : null;
}

function usernameProblem(username: string): string | null {
  return z.email().safeParse(username).success
    ? null
    : 'Not an e-mail address. Use that of the PagerDuty user who created the key.';
}

/** Why a text cannot be a key, or `null`. */
export function apiKeyProblem(apiKey: string): string | null {
  if (apiKey === '') return 'Paste the API key.';
  return /^[\x21-\x7e]+$/.test(apiKey) ? null : 'Paste the key alone, without spaces or other words.';
}
