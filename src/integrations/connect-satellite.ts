import type { Actor } from '../access/actor.ts';
import type { Clock } from '../domain/clock.ts';
import type { Integration, SatelliteIntegration } from '../domain/integration.ts';
import { NameTakenError } from '../store/errors.ts';
import type { IntegrationStore } from '../store/store.ts';
import { parseSatelliteUrl } from './account-url.ts';
import { satelliteProblems, tidiedSatellite } from './check-form.ts';
import type { ConnectOutcome, SatelliteForm } from './connections.ts';
import type { StillPermitted } from './still-permitted.ts';
import { refused } from './verify-account.ts';

/** Stores an account that a satellite is going to read; it waits until one starts. */
export async function connectSatellite(
  options: {
    readonly integrations: Pick<IntegrationStore, 'list' | 'save'>;
    readonly clock: Clock;
    readonly newId: () => string;
    readonly stillPermitted: StillPermitted;
  },
  actor: Actor,
  typed: SatelliteForm,
): Promise<ConnectOutcome> {
  const { integrations, clock, newId, stillPermitted } = options;
  const { workspaceId, userId: ownerId } = actor;
  const form = tidiedSatellite(typed);
  const others = await integrations.list(workspaceId);
  const problems = satelliteProblems(form, others);
  const url = parseSatelliteUrl(form.url);
  if (Object.keys(problems).length > 0 || !url.ok) return refused(problems);
  const twin = others.find(
    (other) => other.url === url.url && other.username.toLowerCase() === form.username.toLowerCase(),
  );
  if (twin) return refused({ username: connectedAlready(twin) });
  const integration: SatelliteIntegration = {
    mode: 'satellite',
    workspaceId,
    id: newId(),
    ...form,
    url: url.url,
    paused: false,
    createdAt: clock.now(),
    ownerId,
    progressMessage: null,
  };
  try {
    await stillPermitted(actor, { action: 'connect' }, () => integrations.save(integration));
  } catch (error) {
    // Two admins chose the same name at once.
    if (error instanceof NameTakenError) return refused({ name: error.message });
    throw error;
  }
  return { kind: 'connected', integration };
}

function connectedAlready({ name, mode }: Integration): string {
  const next = mode === 'satellite' ? ` For another file: /sei-pagerduty satellite ${name}` : '';
  return `This account is connected already, as ${name}: its incidents would count twice.${next}`;
}
