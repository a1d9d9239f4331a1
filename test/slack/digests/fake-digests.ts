import type { Access } from '../../../src/access/access.ts';
import type { Actor } from '../../../src/access/actor.ts';
import type { DigestAnswer } from '../../../src/digest/digest-report.ts';
import type {
  DigestForm,
  DigestProblem,
  DigestSaved,
  Digests,
  ListedDigest,
  SentNow,
} from '../../../src/digest/digests.ts';
import type { Digest } from '../../../src/domain/digest.ts';
import { WEEK } from '../../../src/domain/duration.ts';
import type { Instant } from '../../../src/domain/instant.ts';

/** Digests in memory. A test chooses what is wrong with a form, and what a digest says. */
export class FakeDigests {
  digests: Digest[] = [];
  problems: DigestProblem[] = [];
  answer: DigestAnswer = { kind: 'no integrations' };
  sent: SentNow = { kind: 'not sent', sentence: 'Nothing was chosen.' };
  /** Names of collections by id. */
  readonly collections = new Map<string, string>();
  readonly forms: DigestForm[] = [];
  /** What was asked for: `pause d1`. */
  readonly asked: string[] = [];
  readonly #now: Instant;

  constructor(now: Instant) {
    this.#now = now;
  }

  service(access: Access): Digests {
    const changed = async (actor: Actor, word: string, id: string, paused: Digest['paused']) => {
      const digest = await this.#demanded(access, actor, word, id);
      if (digest === undefined) return undefined;
      const now = { ...digest, paused };
      this.digests = this.digests.map((one) => (one.id === id ? now : one));
      return now;
    };
    const byPerson = ({ userId }: Actor): Digest['paused'] => ({ kind: 'person', userId, at: this.#now });
    return {
      list: async (actor) => {
        await access.demand(actor, 'see digests');
        return Promise.all(this.digests.map((digest) => this.#listed(access, actor, digest)));
      },
      get: async (actor, id) => {
        await access.demand(actor, 'see digests');
        const digest = this.digests.find((one) => one.id === id);
        return digest && this.#listed(access, actor, digest);
      },
      save: (actor, id, form) => this.#save(access, actor, id, form),
      pause: (actor, id) => changed(actor, 'pause', id, byPerson(actor)),
      resume: (actor, id) => changed(actor, 'resume', id, null),
      mute: async (actor, id) => {
        this.asked.push(`mute ${id}`);
        const found = this.digests.find((one) => one.id === id);
        return found && { ...found, paused: byPerson(actor) };
      },
      delete: async (actor, id) => {
        const digest = await this.#demanded(access, actor, 'delete', id);
        this.digests = this.digests.filter((one) => one.id !== id);
        return digest;
      },
      affectedBy: async (_actor, collectionId) =>
        this.digests.filter((digest) => digest.collectionId === collectionId),
      preview: async (_actor, id) => {
        this.asked.push(`preview ${id}`);
        return this.digests.some((one) => one.id === id) ? this.answer : undefined;
      },
      sendNow: async (_actor, id) => {
        this.asked.push(`send ${id}`);
        return this.sent;
      },
    };
  }

  async #demanded(access: Access, actor: Actor, word: string, id: string): Promise<Digest | undefined> {
    const digest = this.digests.find((one) => one.id === id);
    if (digest !== undefined)
      await access.demand(
        actor,
        digest.place.kind === 'channel' ? 'manage channel digest' : 'manage own digest',
      );
    this.asked.push(`${word} ${id}`);
    return digest;
  }

  async #listed(access: Access, actor: Actor, digest: Digest): Promise<ListedDigest> {
    const isOwn = digest.place.kind === 'person' && digest.place.userId === actor.userId;
    const { allowed } = await access.decide(actor, 'manage channel digest');
    return {
      digest,
      collection: digest.collectionId === null ? null : (this.collections.get(digest.collectionId) ?? null),
      next: digest.paused === null ? this.#now + WEEK : null,
      last: null,
      mayChange: isOwn || allowed,
    };
  }

  async #save(access: Access, actor: Actor, id: string | null, form: DigestForm): Promise<DigestSaved> {
    await access.demand(actor, form.place.kind === 'channel' ? 'manage channel digest' : 'manage own digest');
    this.forms.push(form);
    if (this.problems.length > 0) return { kind: 'problems', problems: this.problems };
    const { place, collectionId, by, quiet, every, weekday, hour, zone } = form;
    const digest: Digest = {
      workspaceId: actor.workspaceId,
      id: id ?? `d${this.digests.length + 1}`,
      place,
      collectionId,
      schedule: { every, weekday, hour, zone, anchor: '2026-11-16' },
      by,
      quiet,
      openDays: Number(form.openDays),
      target: null,
      paused: null,
      ownerId: actor.userId,
      ownerTeamId: actor.teamId,
      createdAt: this.#now,
      activeSince: this.#now,
    };
    this.digests = [...this.digests.filter((one) => one.id !== digest.id), digest];
    return { kind: 'saved', digest, isNew: id === null, next: this.#now + WEEK };
  }
}
