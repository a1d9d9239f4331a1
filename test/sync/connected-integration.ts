import type { CloudIntegration } from '../../src/domain/integration.ts';
import { apiKeyContext } from '../../src/integrations/api-key-context.ts';
import type { Keyring } from '../../src/secrets/keyring.ts';
import type { PagerDutySimulator } from '../simulators/pagerduty/start.ts';
import { integration } from '../store/records.ts';

/** An integration that reads a simulated PagerDuty, with that one's key, sealed. */
export function connectedIntegration(
  { url, apiKey }: Pick<PagerDutySimulator, 'url' | 'apiKey'>,
  keyring: Pick<Keyring, 'seal'>,
  changes: Pick<CloudIntegration, 'workspaceId' | 'id'> & Partial<CloudIntegration>,
): CloudIntegration {
  return integration({
    name: 'Production',
    url,
    apiKey: keyring.seal(apiKey, apiKeyContext(changes)),
    apiKeyHint: apiKey.slice(-4),
    ...changes,
  });
}
