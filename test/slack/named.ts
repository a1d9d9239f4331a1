import type { DigestReport } from '../../src/digest/digest-report.ts';
import type { Exclusion } from '../../src/domain/exclusion.ts';
import type { Integration } from '../../src/domain/integration.ts';
import type { Report } from '../../src/domain/report.ts';
import type { IntegrationState } from '../../src/slack/integrations/integration-state.ts';
import { digestReport, facts, lost, restated } from './digests/digest-fixture.ts';
import { integration, NOW, syncStatus } from './records.ts';
import { pointer, report, statistics } from './report-fixture.ts';

/** What ids are called: all the same. */
export function namesOf(name: string): ReadonlyMap<string, string> {
  return new Map(['PSVC1', 'int-1', 'c0', 'c1'].map((id) => [id, name]));
}

export function integrationNamed(name: string): Integration {
  return integration({ name, description: name, tags: [name], username: name });
}

export function stateNamed(name: string): IntegrationState {
  return { integration: integrationNamed(name), status: syncStatus(), deleting: false };
}

export function exclusionNamed(name: string): Exclusion {
  return {
    workspaceId: 'T1',
    id: 'e1',
    integrationId: 'int-1',
    incidentId: 'P1',
    number: 1,
    reason: name,
    by: 'U1',
    at: NOW,
    withdrawn: null,
  };
}

/** A report whose service, groups, incidents, account and profile are called the same. */
export function reportNamed(name: string): Report {
  const plain = report();
  const named = pointer(48213, { title: name, service: name });
  return {
    ...plain,
    subject: name,
    definition: {
      ...plain.definition,
      filter: [{ field: 'service', operator: 'equals', values: [name, name] }],
      profile: { id: 'profile-1', name },
    },
    groups: {
      by: ['service'],
      rows: Array.from({ length: 30 }, (_, index) => ({
        key: String(index),
        label: name,
        statistics: statistics(),
        change: null,
      })),
      overlapping: false,
    },
    movers: [{ incident: named, recovery: 47_100, meanWithout: 2_820 }],
    open: { count: 1, oldest: { ...named, age: 21_600 }, medianWithOpen: null },
    freshness: plain.freshness.map((each) => ({ ...each, name, state: 'failing' })),
    beside: {
      ...plain.beside,
      excluded: { count: 1, list: [] },
    },
  };
}

/** A digest of the same. */
export function digestNamed(name: string): DigestReport {
  const named = pointer(48213, { title: name, service: name });
  return digestReport({
    subject: name,
    facts: {
      ...facts({
        groups: { by: ['service'], rows: [lost(name, 4, 310), lost(name, 1, 31)], overlapping: false },
        movers: [{ incident: named, recovery: 47_100, meanWithout: 2_820 }],
      }),
      subject: name,
    },
    open: { count: 1, oldest: [{ ...named, age: 300_000 }] },
    services: { total: 4, disabled: [name, name] },
    restatements: [restated],
    stale: [{ name, completeTo: NOW - 90_000 }],
  });
}
