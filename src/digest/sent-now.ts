import type { Digest } from '../domain/digest.ts';
import type { SlotOutcome } from '../store/slot-ledger.ts';
import type { SentNow } from './digests.ts';

/** What somebody is told who sent a digest by hand. @param digest as it is now */
export function sentNow(outcome: SlotOutcome | null, digest: Digest | undefined): SentNow {
  if (outcome === null)
    return {
      kind: 'not sent',
      sentence: 'It is being sent already, or the app is stopping. Look again in a minute.',
    };
  if (outcome.state === 'done') return { kind: 'sent', ...outcome.message };
  if (outcome.state === 'unknown') {
    return {
      kind: 'not sent',
      sentence: `${outcome.note} Look whether it is there before you send it again.`,
    };
  }
  const paused =
    digest?.paused && digest.paused.kind !== 'person' ? ' It is paused until that is mended.' : '';
  return { kind: 'not sent', sentence: `${outcome.note}${paused}` };
}
