import type { Access } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Channels } from '../audience/channels.ts';
import type { Sight } from '../audience/sight.ts';
import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../domain/clock.ts';
import type { Digest } from '../domain/digest.ts';
import type { Log } from '../domain/log.ts';
import { nextSlot } from '../schedule/next-slot.ts';
import type { Store } from '../store/store.ts';
import { changedDigest } from './changed-digest.ts';
import { checkDigestForm } from './check-digest-form.ts';
import { collectionOfDigest } from './collection-of-digest.ts';
import type { Composer } from './composer.ts';
import type { Deliverer } from './create-deliverer.ts';
import { digestFacts } from './digest-facts.ts';
import type { DigestPoster } from './digest-poster.ts';
import type { Digests, ListedDigest } from './digests.ts';
import { sentNow } from './sent-now.ts';

export interface DigestsOptions {
  readonly store: Pick<Store, 'digests' | 'slots' | 'collections'>;
  readonly access: Pick<Access, 'demand' | 'decide'>;
  readonly sight: Pick<Sight, 'view'>;
  readonly channels: Channels;
  readonly composer: Composer;
  readonly deliverer: Pick<Deliverer, 'sendNow'>;
  readonly poster: Pick<DigestPoster, 'announce' | 'tellMuted'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
}

/** Digests over a store. */
export function createDigests(options: DigestsOptions): Digests {
  const { store, access, channels, composer, deliverer, poster, audit, clock, log } = options;
  const collectionOf = collectionOfDigest(store);

  /** Whether somebody is in the place of a digest. Where it cannot be known, they are not. */
  async function isThere({ workspaceId, userId }: Actor, { place }: Pick<Digest, 'place'>): Promise<boolean> {
    if (place.kind === 'person') return place.userId === userId;
    const members = await channels.members(workspaceId, place.channelId).catch(() => new Set<string>());
    return members.has(userId);
  }

  /** Whether somebody is told that there is such a digest, and whether they may change it. */
  async function reachOf(actor: Actor, digest: Digest): Promise<{ isSeen: boolean; mayChange: boolean }> {
    const there = await isThere(actor, digest);
    if (digest.place.kind === 'person') return { isSeen: there, mayChange: there };
    const { allowed, standing } = await access.decide(actor, 'manage channel digest');
    const isSeen = there || standing === 'admin';
    return { isSeen, mayChange: isSeen && allowed };
  }

  async function listed(actor: Actor, digest: Digest): Promise<ListedDigest | undefined> {
    const { isSeen, mayChange } = await reachOf(actor, digest);
    if (!isSeen) return undefined;
    const { workspaceId, id, paused, schedule, activeSince } = digest;
    const [last = null] = await store.slots.of(workspaceId, id, 1);
    return {
      digest,
      collection: await collectionOf(digest),
      next: paused === null ? nextSlot(schedule, Math.max(clock.now(), activeSince)) : null,
      last,
      mayChange,
    };
  }

  /** The digest, for somebody who is in its place, or may manage it from outside. */
  async function seen(actor: Actor, id: string): Promise<Digest | undefined> {
    await access.demand(actor, 'see digests');
    const digest = await store.digests.get(actor.workspaceId, id);
    return digest !== undefined && (await reachOf(actor, digest)).isSeen ? digest : undefined;
  }

  /** The same for somebody who wants to change it. */
  async function changeable(actor: Actor, id: string): Promise<Digest | undefined> {
    const digest = await seen(actor, id);
    if (digest === undefined) return undefined;
    await access.demand(actor, permissionFor(digest));
    return digest;
  }

  async function record(actor: Actor, what: string, before: Digest | null, after: Digest | null) {
    const { id } = (after ?? before) as Digest; // one of them is there
    await audit.record(actor, {
      what,
      object: { kind: 'digest', id, name: '' },
      before: before && digestFacts(before),
      after: after && digestFacts(after),
    });
  }

  /** As it is then; `undefined` where it was deleted meanwhile. */
  async function changed(
    actor: Actor,
    what: string,
    before: Digest,
    changes: Partial<Digest>,
  ): Promise<Digest | undefined> {
    const { workspaceId, id } = before;
    const after = await store.digests.update(workspaceId, id, (known) => ({ ...known, ...changes }));
    if (after !== undefined) await record(actor, what, before, after);
    return after;
  }

  return {
    async list(actor) {
      await access.demand(actor, 'see digests');
      const all = await store.digests.list(actor.workspaceId);
      const found = await Promise.all(all.map((digest) => listed(actor, digest)));
      return found.filter((each) => each !== undefined);
    },

    async get(actor, id) {
      const digest = await seen(actor, id);
      return digest && listed(actor, digest);
    },

    async save(actor, id, form) {
      const before = id === null ? null : await changeable(actor, id);
      if (before === undefined) return { kind: 'problems', problems: [{ input: 'place', sentence: GONE }] };
      await access.demand(actor, permissionFor(form));
      const checked = await checkDigestForm(form, actor, before, options);
      if (checked.kind === 'problems') return checked;
      const now = clock.now();
      const by = { actor, now, id: before?.id ?? options.newId() };
      const digest = changedDigest(before, checked.values, by);
      const movesTo = JSON.stringify(before?.place) !== JSON.stringify(digest.place);
      if (digest.place.kind === 'channel' && movesTo) {
        try {
          // First: where it cannot announce itself, it could not be posted either.
          await poster.announce(digest);
        } catch (err) {
          log.warn({ workspaceId: actor.workspaceId, err }, 'A digest could not announce itself.');
          return { kind: 'problems', problems: [{ input: 'place', sentence: NOT_ANNOUNCED }] };
        }
      }
      if (before === null) await store.digests.save(digest);
      // Announcing it takes its time: it may have been paused or deleted meanwhile.
      const saved =
        before === null
          ? digest
          : await store.digests.update(before.workspaceId, before.id, (known) =>
              changedDigest(known, checked.values, by),
            );
      if (saved === undefined) return { kind: 'problems', problems: [{ input: 'place', sentence: GONE }] };
      await record(actor, before === null ? 'digest created' : 'digest changed', before, saved);
      return { kind: 'saved', digest: saved, isNew: before === null, next: nextSlot(digest.schedule, now) };
    },

    async pause(actor, id) {
      const digest = await changeable(actor, id);
      if (digest === undefined || digest.paused?.kind === 'person') return digest;
      const paused = { kind: 'person', userId: actor.userId, at: clock.now() } as const;
      return changed(actor, 'digest paused', digest, { paused });
    },

    async resume(actor, id) {
      const digest = await changeable(actor, id);
      if (digest === undefined || digest.paused === null) return digest;
      return changed(actor, 'digest resumed', digest, { paused: null, activeSince: clock.now() });
    },

    async delete(actor, id) {
      const digest = await changeable(actor, id);
      if (digest === undefined) return undefined;
      await store.digests.delete(digest.workspaceId, digest.id);
      await record(actor, 'digest deleted', digest, null);
      return digest;
    },

    async mute(actor, id) {
      const digest = await seen(actor, id);
      if (digest === undefined || digest.paused !== null || !(await isThere(actor, digest))) return digest;
      const paused = { kind: 'person', userId: actor.userId, at: clock.now() } as const;
      const muted = await changed(actor, 'digest muted', digest, { paused });
      if (muted === undefined) return undefined;
      await poster.tellMuted(muted).catch((err: unknown) => {
        log.warn(
          { workspaceId: actor.workspaceId, err },
          'A channel could not be told who muted its digest.',
        );
      });
      return muted;
    },

    async preview(actor, id) {
      const digest = await seen(actor, id);
      if (digest === undefined) return undefined;
      const occasion = { at: clock.now(), dueAt: null, late: 0, stale: 'say so' } as const;
      const composed = await composer.compose(digest, occasion);
      if (composed.kind === 'composed') return composed.report;
      // Nothing is waited for here.
      return composed.kind === 'unanswered' ? composed.answer : undefined;
    },

    async sendNow(actor, id) {
      const digest = await changeable(actor, id);
      if (digest === undefined) return { kind: 'not sent', sentence: GONE };
      const outcome = await deliverer.sendNow(digest);
      // Where nobody knows whether Slack has it, it may have been read.
      if (outcome?.state === 'done' || outcome?.state === 'unknown')
        await record(actor, 'digest sent by hand', digest, digest);
      return sentNow(outcome, await store.digests.get(digest.workspaceId, digest.id));
    },

    async affectedBy(actor, collectionId) {
      await access.demand(actor, 'see digests');
      const all = await store.digests.list(actor.workspaceId);
      return all.filter((digest) => digest.collectionId === collectionId && digest.paused === null);
    },
  };
}

const GONE = 'This digest is not there any more. See `/sei-pagerduty digest`.';
const NOT_ANNOUNCED =
  'SEI PagerDuty cannot post in this channel. Invite it there first: `/invite @SEI PagerDuty`, then save again.';

function permissionFor({ place }: Pick<Digest, 'place'>) {
  return place.kind === 'channel' ? 'manage channel digest' : 'manage own digest';
}
