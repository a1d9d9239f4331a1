import { createDigests } from '../../src/digest/create-digests.ts';
import type { DigestForm } from '../../src/digest/digests.ts';
import type { Digest } from '../../src/domain/digest.ts';
import { createLog } from '../../src/log.ts';
import type { SlotOutcome } from '../../src/store/slot-ledger.ts';
import { startWorkspaces } from '../access/workspaces.ts';
import { instant } from '../fixtures/incident.ts';
import { FakePoster } from './setup.ts';

/** A Sunday; Monday 09:00 in Berlin is tomorrow. */
export const NOW = instant('2026-11-22T08:57Z');
export const NEXT = instant('2026-11-23T08:00Z');

export const by = (userId: string, workspaceId = 'T1') => ({ workspaceId, teamId: workspaceId, userId });
export const toMe = (userId: string) => ({ place: { kind: 'person', userId } }) as const;
export const form = (changes: Partial<DigestForm> = {}): DigestForm => ({
  place: { kind: 'channel', channelId: 'C1' },
  collectionId: 'c1',
  every: 'week',
  weekday: 1,
  hour: 9,
  zone: 'europe/berlin',
  by: 'service',
  quiet: false,
  openDays: '2',
  target: '1h 30m',
  ...changes,
});

/** The digests of a seeded workspace, over a real store; clock, Slack and sending are in the hands of the test. */
export async function startDigests() {
  const poster = new FakePoster();
  const workspaces = await startWorkspaces();
  await workspaces.seed('T1');
  const { store, access, sight, audit } = workspaces;
  /** What a test may change. */
  const world = { now: NOW, sent: null as SlotOutcome | null, channelProblem: null as string | null };
  let ids = 0;
  const digests = createDigests({
    store,
    access,
    sight,
    audit,
    poster,
    channels: {
      members: async (_, channelId) => new Set(channelId === 'C1' ? ['viewer', 'curator'] : ['owner']),
      problem: async () => world.channelProblem,
    },
    composer: {
      compose: async () => ({ kind: 'unanswered', answer: { kind: 'no integrations' } }),
    },
    deliverer: { sendNow: async () => world.sent },
    clock: { now: () => world.now },
    log: createLog('silent'),
    newId: () => `d${++ids}`,
  });
  return {
    workspaces,
    poster,
    digests,
    world,
    async created(changes: Partial<DigestForm> = {}, userId = 'curator'): Promise<Digest> {
      const saved = await digests.save(by(userId), null, form(changes));
      if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
      return saved.digest;
    },
    /** At which inputs a new digest is refused. */
    async problems(changes: Partial<DigestForm>, userId = 'curator') {
      const saved = await digests.save(by(userId), null, form(changes));
      return saved.kind === 'saved' ? [] : saved.problems.map(({ input }) => input);
    },
  };
}

export type StartedDigests = Awaited<ReturnType<typeof startDigests>>;
