import type { InstallationStore } from '../store/installation-store.ts';

/** Workspaces that have removed the app: nothing goes there, and nobody there is told anything. */
export async function goneWorkspaces(
  installations: Pick<InstallationStore, 'all'>,
): Promise<ReadonlySet<string>> {
  const left = (await installations.all()).filter(({ leftAt }) => leftAt !== null);
  return new Set(left.map(({ workspaceId }) => workspaceId));
}
