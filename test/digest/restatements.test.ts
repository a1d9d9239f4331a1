import { describe, expect, test } from 'vitest';
import { MINUTE, WEEK } from '../../src/domain/duration.ts';
import type { Slot } from '../../src/store/slot-ledger.ts';
import { incident, incidents } from '../fixtures/incident.ts';
import { exclusion } from '../store/records.ts';
import { account, composed, composerOver } from './composed.ts';
import { DUE } from './setup.ts';

/** A slot of the week before, which showed some reports. */
function shown(reportIds: readonly string[], weeksAgo = 1): Slot {
  return {
    workspaceId: 'T1',
    digestId: 'd1',
    dueAt: DUE - weeksAgo * WEEK,
    state: 'done',
    attempts: 1,
    owner: null,
    leaseUntil: null,
    retryAt: null,
    finishedAt: DUE - weeksAgo * WEEK,
    message: { channelId: 'C1', timestamp: '1.1' },
    reportIds,
    note: null,
    toldAt: null,
  };
}

describe('numbers of earlier digests that changed', () => {
  const WEEK_46 = '2026-11-11T10:00Z';
  async function posted(compose: ReturnType<typeof composerOver>['compose']) {
    const outcome = await compose({}, { at: DUE - WEEK, dueAt: DUE - WEEK });
    if (outcome.kind !== 'composed') throw new Error(JSON.stringify(outcome));
    return outcome;
  }

  test('are restated with the reason, once', async () => {
    const slots: Slot[] = [];
    const list = incidents({ createdAt: WEEK_46, recovery: '40m' }, { createdAt: WEEK_46, recovery: '1h' });
    const { store, compose } = composerOver({ accounts: [account(list)] }, { slots });
    slots.unshift(shown((await posted(compose)).reportIds));
    expect(composed(await compose()).restatements).toEqual([]);

    store.commit([incident({ number: 2, createdAt: WEEK_46, recovery: null })]);
    const outcome = await compose();
    const { restatements, worthSaying } = composed(outcome);
    expect(restatements).toMatchObject([
      {
        period: 'week 46',
        changed: {
          was: { n: 2, mean: 50 * MINUTE },
          now: { n: 1, mean: 40 * MINUTE },
          incidents: [{ cause: 'reopened', incident: { number: 2 } }],
        },
      },
    ]);
    expect(worthSaying).toContain('restated');

    slots.unshift(shown(outcome.kind === 'composed' ? outcome.reportIds : [], 0));
    const next = { at: DUE + WEEK, dueAt: DUE + WEEK, stale: 'say so' } as const;
    expect(composed(await compose({}, next)).restatements).toEqual([]);
  });

  test('say what was excluded by hand since', async () => {
    const slots: Slot[] = [];
    const list = incidents({ createdAt: WEEK_46, recovery: '40m' }, { createdAt: WEEK_46, recovery: '1h' });
    const { store, compose } = composerOver({ accounts: [account(list)] }, { slots });
    slots.unshift(shown((await posted(compose)).reportIds));
    await store.exclusions.save(
      exclusion({ integrationId: 'production', incidentId: 'Q000002', number: 2, at: DUE }),
    );
    const { restatements } = composed(await compose());
    expect(restatements).toMatchObject([{ changed: { incidents: [{ cause: 'excluded' }] } }]);
  });
});
