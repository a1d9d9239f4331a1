import type { ListedDigest } from '../../digest/digests.ts';
import { fold } from '../../domain/fold.ts';
import type { DigestVerb } from './digest-actions.ts';
import { verbsFor } from './list-message.ts';

/**
 * The digests that somebody may mean: by the name of the collection, a channel (`<#C1|payments>` as Slack sends it), `me`; all,
 * where nothing was typed.
 *
 * @param raw what Slack sent, in which channels still have their ids
 */
export function whichDigests(
  digests: readonly ListedDigest[],
  typed: string,
  raw: string,
): readonly ListedDigest[] {
  const wanted = fold(typed);
  if (wanted === '') return digests;
  const channelIds = [...raw.matchAll(/<#([A-Z0-9]+)/g)].map(([, id]) => id);
  if (channelIds.length > 0) {
    return digests.filter(
      ({ digest: { place } }) => place.kind === 'channel' && channelIds.includes(place.channelId),
    );
  }
  if (wanted === 'me') return digests.filter(({ digest: { place } }) => place.kind === 'person');
  const named = digests.map((listed) => ({ listed, name: fold(nameOf(listed)) }));
  const exact = named.filter(({ name }) => name === wanted || name.endsWith(` ${wanted}`));
  const found = exact.length > 0 ? exact : named.filter(({ name }) => name.includes(wanted));
  return found.map(({ listed }) => listed);
}

/** Those with which this can be done as they are now. */
export function ableTo(digests: readonly ListedDigest[], verb: DigestVerb): readonly ListedDigest[] {
  const isMuting = verb === 'mute';
  return digests.filter((listed) => {
    const { place, paused } = listed.digest;
    return isMuting ? place.kind === 'channel' && paused === null : verbsFor(listed).includes(verb);
  });
}

function nameOf({ digest, collection }: ListedDigest): string {
  return digest.collectionId === null ? 'All services' : (collection ?? '');
}
