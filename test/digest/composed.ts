import type { View } from '../../src/audience/sight.ts';
import type { Composed, Occasion } from '../../src/digest/composer.ts';
import { createComposer } from '../../src/digest/create-composer.ts';
import type { DigestReport } from '../../src/digest/digest-report.ts';
import type { Digest } from '../../src/domain/digest.ts';
import { DAY, HOUR, WEEK } from '../../src/domain/duration.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Standing } from '../../src/domain/role.ts';
import type { Slot } from '../../src/store/slot-ledger.ts';
import { incident, reference } from '../fixtures/incident.ts';
import { type MemoryAccount, type MemoryWorkspace, memoryStore } from '../report/memory-store.ts';
import { digest as digestRecord } from '../store/records.ts';
import { DUE } from './setup.ts';

const COVERED = ['2026-01-01T00:00Z', '2026-11-23T07:55Z'] as const;
export const SERVICES = ['checkout', 'ledger', 'payouts'].map((name) => ({
  ...reference(name),
  status: 'active',
  autoResolveTimeout: null,
  deletedAt: null,
}));

export function account(list: readonly Incident[], options: MemoryAccount = {}): MemoryAccount {
  return { incidents: list, covered: COVERED, directory: { services: SERVICES }, ...options };
}

/** A composer over a workspace, at Monday 09:00 in Berlin: it speaks of week 47, 16 to 22 November. */
export function composerOver(
  workspace: MemoryWorkspace,
  options: { slots?: Slot[]; standing?: Standing; hidden?: string[] } = {},
) {
  const store = memoryStore(workspace);
  const composer = createComposer({
    store,
    slots: { of: async () => options.slots ?? [] },
    sight: {
      async view({ workspaceId }): Promise<View> {
        const ids = (await store.integrations.list(workspaceId)).map(({ id }) => id);
        const collections = (await store.collections.list(workspaceId)).map(({ id }) => id);
        return {
          workspaceId,
          integrationIds: new Set(ids.filter((id) => !options.hidden?.includes(id))),
          collectionIds: new Set(collections.filter((id) => !options.hidden?.includes(id))),
          withoutPrivateTeams: new Set(),
          isAdmin: false,
          key: 'everybody',
        };
      },
    },
    access: { standing: async () => options.standing ?? 'viewer' },
    clock: { now: () => DUE },
  });
  const compose = (digest: Partial<Digest> = {}, occasion: Partial<Occasion> = {}) =>
    composer.compose(digestRecord(digest), { at: DUE, dueAt: DUE, late: 0, stale: 'wait', ...occasion });
  return { store, compose };
}

export function composed(outcome: Composed): DigestReport {
  if (outcome.kind !== 'composed') throw new Error(JSON.stringify(outcome));
  return outcome.report;
}

/** So many incidents a week, each on another day, of so many minutes each, in the weeks before the last so many. */
export function weekly(weeks: readonly number[], perWeek: number, recovery: string, first = 1): Incident[] {
  return weeks.flatMap((week) =>
    Array.from({ length: perWeek }, (_, index) =>
      incident({
        number: first + week * perWeek + index,
        createdAt: DUE - 8 * HOUR - (week + 1) * WEEK + index * DAY + 3 * HOUR,
        recovery,
      }),
    ),
  );
}

export const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);
