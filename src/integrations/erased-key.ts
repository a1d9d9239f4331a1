import type { CloudIntegration, SealedSecret } from '../domain/integration.ts';

/** Stands where a key was erased: no keyring opens it. */
const ERASED = '' as SealedSecret; // the one sealed secret that holds none

/** The integration without its key, paused: it reads nothing until an admin enters a new one and resumes it. */
export function withoutKey(integration: CloudIntegration): CloudIntegration {
  return { ...integration, apiKey: ERASED, apiKeyHint: '', paused: true };
}

export function isKeyErased({ apiKey }: Pick<CloudIntegration, 'apiKey'>): boolean {
  return apiKey === ERASED;
}
