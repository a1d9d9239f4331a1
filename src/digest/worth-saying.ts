import { DAY } from '../domain/duration.ts';
import type { DigestReport } from './digest-report.ts';

type Said = Omit<DigestReport, 'worthSaying' | 'targetMet'>;

/** Whether the MTTR of the period stayed within the target; `null` without a target or without incidents. */
export function targetMet({ digest: { target }, facts }: Said): boolean | null {
  return target === null || facts.recovery === null ? null : facts.recovery.mean <= target;
}

/** What makes a digest worth sending where it is asked to be quiet otherwise. */
export function worthSaying(said: Said): DigestReport['worthSaying'] {
  const { digest, verdict, open, restatements } = said;
  const reasons: DigestReport['worthSaying'][number][] = [];
  const direction = typeof verdict === 'string' ? null : verdict.change.verdict;
  if (direction === 'clearly slower' || direction === 'clearly faster') reasons.push(direction);
  if (targetMet(said) === false) reasons.push('target missed');
  if (open.oldest.some(({ age }) => age >= digest.openDays * DAY)) reasons.push('open for long');
  if (restatements.length > 0) reasons.push('restated');
  return reasons;
}
