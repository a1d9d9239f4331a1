import { afterAll, beforeAll, beforeEach } from 'vitest';
import { asItIs } from '../../src/domain/what-if.ts';
import { startWorkspaces, type Workspaces } from '../access/workspaces.ts';
import { question } from '../fixtures/question.ts';

export const as = (userId: string, workspaceId = 'T1') => ({ workspaceId, teamId: workspaceId, userId });
export const PAGE = { offset: 0, limit: 50 };

/** The services of one file's tests, handed to `use`: before each test T1 and T2 are seeded anew, and everybody sees all. */
export function seededForEachTest(use: (services: Workspaces) => void): void {
  let services: Workspaces;
  beforeAll(async () => {
    services = await startWorkspaces();
    use(services);
  });
  afterAll(() => services.stop());
  beforeEach(async () => {
    for (const workspaceId of ['T1', 'T2']) {
      await services.seed(workspaceId);
      await services.narrow(workspaceId, null);
    }
  });
}

/** The numbers of the incidents that somebody of T1 is shown, or why there are none. */
export async function numbersSeen(services: Workspaces, userId: string): Promise<string> {
  const seen = await services.reports.incidents(as(userId), { question: question() }, asItIs, PAGE);
  if (seen.kind !== 'incidents') return seen.kind;
  return seen.rows.map(({ incident }) => incident.number).join();
}
