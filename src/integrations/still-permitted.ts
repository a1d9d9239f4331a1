import type { Access, Target } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Action } from '../access/permissions.ts';
import type { Installations } from '../installations/installations.ts';

/**
 * Stores what took a while to check. Seconds went by while PagerDuty was asked: the app may have been removed since, or the
 * person's role taken. Throws `NotInstalledError` or `RefusedError` then, and nothing is stored.
 */
export type StillPermitted = <Result>(
  actor: Actor,
  permission: { readonly action: Action; readonly target?: Target },
  write: () => Promise<Result>,
) => Promise<Result>;

/** Asks once more, in the workspace's turn: a removal waits for what is being written, and takes it along. */
export function stillPermitted({
  access,
  installations,
}: {
  readonly access: Pick<Access, 'demand'>;
  readonly installations: Pick<Installations, 'whileInstalled'>;
}): StillPermitted {
  return (actor, { action, target }, write) =>
    installations.whileInstalled(actor.workspaceId, async () => {
      await access.demand(actor, action, target);
      return write();
    });
}
