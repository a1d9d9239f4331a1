import type { Details } from '../domain/audit-record.ts';
import type { Integration } from '../domain/integration.ts';

/** What the audit log says of an integration: never its key, and no username, which is an e-mail address. */
export function integrationFacts(integration: Integration): Details {
  const { name, url, description, tags, titles, paused, mode } = integration;
  const key = integration.mode === 'cloud' ? { keyEndsIn: integration.apiKeyHint } : {};
  return { name, url, description, tags, titles, paused, mode, ...key };
}
