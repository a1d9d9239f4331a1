import type { Clock } from '../../domain/clock.ts';
import type { Store } from '../../store/store.ts';
import type { CheckAnswer } from '../protocol/check.ts';
import type { Bearer } from './authenticate.ts';

/** What a key is good for. */
export function check({
  store,
  clock,
  version,
}: {
  readonly store: Pick<Store, 'integrations'>;
  readonly clock: Clock;
  readonly version: string;
}) {
  return async (bearer: Bearer): Promise<CheckAnswer> => {
    const { workspaceId, integrationIds } = bearer.kind === 'enrolment' ? bearer.enrolment : bearer.satellite;
    const found = await Promise.all(integrationIds.map((id) => store.integrations.get(workspaceId, id)));
    return {
      key: bearer.kind,
      validUntil: bearer.kind === 'enrolment' ? bearer.enrolment.expiresAt : null,
      integrations: found.flatMap((integration) => {
        if (integration?.mode !== 'satellite') return [];
        const { id, name, url, paused } = integration;
        return [{ id, name, url, paused }];
      }),
      version,
      now: clock.now(),
    };
  };
}
