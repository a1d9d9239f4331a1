import type { Integration } from '../../domain/integration.ts';
import { plainQuestion } from '../mttr/asked.ts';
import type { Services } from '../services.ts';

/** A real service to try a question with: the one with most hours lost lately, else any in use. `null` where there is none. */
export async function exampleService(
  { reports, directories }: Pick<Services, 'reports' | 'directories'>,
  { workspaceId, id, name, ownerId }: Pick<Integration, 'workspaceId' | 'id' | 'name' | 'ownerId'>,
): Promise<string | null> {
  // For whoever connected it: the message goes to them.
  const owner = { workspaceId, teamId: workspaceId, userId: ownerId };
  const answer = await reports.answer(owner, {
    ...plainQuestion,
    filter: [{ field: 'integration', operator: 'equals', values: [name] }],
    by: ['service'],
  });
  const [worst] = answer.kind === 'report' ? answer.report.groups.rows : [];
  if (worst !== undefined) return worst.label;
  const { services } = await directories.directory(workspaceId, id);
  const inUse = services.find(({ deletedAt, status, name: service }) => {
    return deletedAt === null && status !== 'disabled' && service !== '';
  });
  return inUse?.name ?? null;
}
