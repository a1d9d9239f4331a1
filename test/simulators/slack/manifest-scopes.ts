import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { object } from './json.ts';

const DEFAULT_SCOPES = [
  'commands',
  'chat:write',
  'users:read',
  'files:write',
  'channels:read',
  'groups:read',
];

/** The bot scopes of the repository's manifest.json, so that a call without its scope fails as in Slack. */
export function manifestScopes(): readonly string[] {
  const file = path.resolve(import.meta.dirname, '../../../manifest.json');
  if (!existsSync(file)) return DEFAULT_SCOPES;
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const scopes = object(object(object(manifest).oauth_config).scopes).bot;
  return Array.isArray(scopes) ? scopes.map(String) : DEFAULT_SCOPES;
}
