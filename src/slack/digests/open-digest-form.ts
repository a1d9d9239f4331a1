import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Actor } from '../../access/actor.ts';
import { failureView } from '../blocks/failure-view.ts';
import { parseQuestion } from '../mttr/question-text.ts';
import { openModal } from '../open-modal.ts';
import { whyNotPublic } from '../why-not-public.ts';
import { type DigestDraft, draftOf, GROUPINGS, newDraft } from './digest-form.ts';
import { digestFormView } from './digest-form-view.ts';
import { type DigestServices, GONE } from './digest-services.ts';
import { stopView } from './stop-view.ts';

interface Opening {
  readonly client: WebClient;
  readonly caller: Actor;
  readonly triggerId: string;
  /** Above the modal in which it was asked for. */
  readonly onTop: boolean;
}

/** Where somebody asks for a new digest, and what it is to be like. */
interface Proposal {
  /** The conversation; proposed where it is a channel of this workspace alone, and not the one that all are in. */
  readonly channel: { readonly id: string; readonly name: string } | null;
  /** A question in canonical text that the digest is to answer every week, to who asked it; empty: none. */
  readonly question: string;
}

/** Opens the form of a new digest. */
export async function openNewDigest(
  services: DigestServices,
  { client, caller, triggerId, onTop }: Opening,
  proposal: Proposal,
): Promise<void> {
  await openModal(services, { client, triggerId, title: 'New digest', onTop }, async () => {
    await services.access.demand(caller, 'manage own digest');
    return formView(services, caller, await proposedDraft(services, client, caller, proposal), null);
  });
}

/** Opens the form of a digest for those who may change it; for others what they can do about it. */
export async function openDigest(
  services: DigestServices,
  { client, caller, triggerId, onTop }: Opening,
  id: string,
): Promise<void> {
  await openModal(services, { client, triggerId, title: 'Change or stop', onTop }, () =>
    digestView(services, caller, id),
  );
}

/** A digest as somebody may look after it. */
export async function digestView(services: DigestServices, caller: Actor, id: string): Promise<ModalView> {
  const listed = await services.digests.get(caller, id);
  if (listed === undefined) return failureView(GONE);
  if (!listed.mayChange) return stopView(listed, caller.userId);
  return formView(services, caller, draftOf(listed.digest, listed.collection), listed.digest.paused !== null);
}

/** The form with what the person may choose in it. */
export async function formView(
  services: DigestServices,
  caller: Actor,
  draft: DigestDraft,
  isPaused: boolean | null,
): Promise<ModalView> {
  const { allowed: mayPostToChannels } = await services.access.decide(caller, 'manage channel digest');
  const to = mayPostToChannels ? draft.to : 'me';
  return digestFormView({
    draft: { ...draft, to },
    mayPostToChannels,
    isPaused,
    now: services.clock.now(),
  });
}

async function proposedDraft(
  services: DigestServices,
  client: WebClient,
  caller: Actor,
  { channel, question }: Proposal,
): Promise<DigestDraft> {
  const [{ zone }, settings] = await Promise.all([
    services.people.person(caller),
    services.settings.get(caller),
  ]);
  const parsed = question === '' ? null : parseQuestion(question);
  if (parsed === null || !parsed.ok) {
    const isFree =
      channel !== null &&
      /^[CG]/.test(channel.id) &&
      channel.name !== 'general' &&
      (await whyNotPublic(client, channel.id)) === null;
    return newDraft({
      zone: zone ?? settings.zone,
      channelId: isFree ? channel.id : null,
      collection: null,
    });
  }
  const asked = parsed.value.question;
  const found = asked.collection === null ? null : await services.collections.find(caller, asked.collection);
  const collection = found === null || 'nearest' in found ? null : found.collection;
  return newDraft({
    to: 'me',
    zone: asked.zone ?? zone ?? settings.zone,
    channelId: null,
    collection: collection === null ? null : { id: collection.id, name: collection.name },
    by: GROUPINGS.find((grouping) => asked.by.includes(grouping)) ?? 'service',
    note:
      asked.filter.length === 0
        ? null
        : 'A digest is about a *collection*, or about all services. To have one about exactly what you asked, make a collection of it first: `/sei-pagerduty collection new`',
  });
}
