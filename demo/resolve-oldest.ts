import type { Stage } from '../test/simulators/stage.ts';

/** Somebody resolves the oldest open incident in PagerDuty. Its number; `null` where nothing is open. */
export function resolveOldest({ pagerduty }: Stage): number | null {
  const open = pagerduty.truth('demo').find(({ resolvedAt }) => resolvedAt === null);
  if (open === undefined) return null;
  pagerduty.mutate.resolve(open.id);
  return open.number;
}
