import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import { incidentPage } from '../../src/pagerduty/incident-list.ts';
import { normaliseIncident } from '../../src/pagerduty/normalise-incident.ts';

const CREATED = Date.parse('2024-01-01T00:00:00Z') / 1000;

/** A resolved incident as PagerDuty writes it, with changes. */
function wire(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'PT4KHLK',
    incident_number: 1234,
    title: 'The server is on fire.',
    summary: '[#1234] The server is on fire.',
    html_url: 'https://subdomain.pagerduty.com/incidents/PT4KHLK',
    incident_key: 'fire',
    created_at: '2024-01-01T00:00:00Z',
    updated_at: '2024-01-01T01:00:05Z',
    status: 'resolved',
    resolved_at: '2024-01-01T01:00:00Z',
    last_status_change_at: '2024-01-01T01:00:00Z',
    last_status_change_by: { id: 'PXPGF42', type: 'user_reference', summary: 'Earline Greenholt' },
    resolve_reason: null,
    priority: { id: 'P53ZZH5', type: 'priority_reference', summary: 'P2' },
    service: { id: 'PIJ90N7', type: 'service_reference', summary: 'My Mail Service' },
    teams: [{ id: 'PQ9K7I8', type: 'team_reference', summary: 'Engineering' }],
    urgency: 'high',
    ...changes,
  };
}

function without(...fields: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(wire()).filter(([field]) => !fields.includes(field)));
}

function read(record: unknown): Incident {
  const result = normaliseIncident(record, 'i1');
  if (!result.ok) throw new Error(result.rejected.reason);
  return result.incident;
}

function reasonOf(record: unknown): string {
  const result = normaliseIncident(record, 'i1');
  return result.ok ? 'it was read' : result.rejected.reason;
}

test('a resolved incident is read whole', () => {
  expect(read(wire())).toEqual({
    integrationId: 'i1',
    id: 'PT4KHLK',
    number: 1234,
    title: 'The server is on fire.',
    url: 'https://subdomain.pagerduty.com/incidents/PT4KHLK',
    key: 'fire',
    status: 'resolved',
    urgency: 'high',
    priority: { id: 'P53ZZH5', name: 'P2' },
    service: { id: 'PIJ90N7', name: 'My Mail Service' },
    teams: [{ id: 'PQ9K7I8', name: 'Engineering' }],
    createdAt: CREATED,
    updatedAt: CREATED + 3605,
    resolvedAt: CREATED + 3600,
    ending: 'person',
    enrichment: null,
    severities: null,
  } satisfies Incident);
});

describe('when it ended', () => {
  test('an old payload without resolved_at ends with its last change of status', () => {
    expect(read(without('resolved_at')).resolvedAt).toBe(CREATED + 3600);
    expect(read(wire({ resolved_at: null })).resolvedAt).toBe(CREATED + 3600);
  });

  test('an open one has no end: its last change of status moves with every escalation', () => {
    const open = { status: 'triggered', resolved_at: null, last_status_change_at: '2024-01-01T05:00:00Z' };
    expect(read(wire(open))).toMatchObject({ resolvedAt: null, ending: 'open' });
  });

  test('a reopened one that still carries its old resolution is open', () => {
    expect(read(wire({ status: 'triggered' }))).toMatchObject({ resolvedAt: null, ending: 'open' });
  });

  test('a resolved one that nothing dates is rejected with that reason, not counted as open', () => {
    const result = normaliseIncident(without('resolved_at', 'last_status_change_at'), 'i1');
    expect(result).toEqual({
      ok: false,
      rejected: { id: 'PT4KHLK', reason: 'resolved, but nothing says when' },
    });
  });

  test('a resolution before the creation stays as it came: the report counts it as a clock error', () => {
    expect(read(wire({ resolved_at: '2023-12-31T23:59:00Z' })).resolvedAt).toBe(CREATED - 60);
  });
});

test.each([
  ['person', { last_status_change_by: { id: 'P1', type: 'user_reference' } }],
  ['timeout', { last_status_change_by: { id: 'P1', type: 'service_reference' } }],
  [
    'monitor',
    { last_status_change_by: { id: 'P1', type: 'generic_events_api_inbound_integration_reference' } },
  ],
  ['monitor', { last_status_change_by: { id: 'P1', type: 'integration_reference' } }],
  ['merge', { resolve_reason: { type: 'merge_resolve_reason' } }],
  ['unknown', { last_status_change_by: { id: 'P1', type: 'robot_reference' } }],
  ['unknown', { last_status_change_by: null }],
] as const)('it was ended by %s: %j', (ending, changes) => {
  expect(read(wire(changes)).ending).toBe(ending);
});

test('null and absent fields are what they mean, never a lost record', () => {
  const optional = Object.keys(wire()).filter((field) => !['id', 'created_at', 'status'].includes(field));
  const nothing = {
    number: 0,
    title: '',
    url: '',
    key: '',
    urgency: 'high',
    priority: null,
    service: null,
    teams: [],
    updatedAt: CREATED,
  };
  const open = { status: 'triggered' };
  expect(read({ ...without(...optional), ...open })).toMatchObject(nothing);
  const nulls = Object.fromEntries(optional.map((field) => [field, null]));
  expect(read(wire({ ...nulls, ...open }))).toMatchObject(nothing);
});

test('values that PagerDuty may add later are kept as they are', () => {
  const later = read(
    wire({ status: 'snoozed', urgency: 'severe', incident_type: { name: 'major' }, brand_new: [1] }),
  );
  expect(later).toMatchObject({ status: 'snoozed', urgency: 'severe', resolvedAt: null, ending: 'open' });
});

test('what has no name is called by its id', () => {
  expect(read(wire({ service: { id: 'PGONE', type: 'service_reference', summary: null } })).service).toEqual({
    id: 'PGONE',
    name: 'PGONE',
  });
});

test('a link that is none of the web is left out', () => {
  expect(read(wire({ html_url: 'javascript:alert(1)' })).url).toBe('');
});

test('a record that cannot be read is rejected by id, with the field that is wrong', () => {
  expect(reasonOf(wire({ created_at: '0000-00-00' }))).toBe('created_at: not a time');
  expect(reasonOf(without('status'))).toContain('status');
  expect(reasonOf(null)).toContain('record');
  expect(reasonOf(wire({ id: 'P1\nP2' }))).toBe('id: has a line break or another control character');
});

test('garbage never throws, and every record comes back: read or rejected', () => {
  const fields = Object.keys(wire());
  const garbled = fc.dictionary(fc.constantFrom(...fields), fc.anything()).map((changes) => wire(changes));
  fc.assert(
    fc.property(fc.array(fc.oneof(garbled, fc.anything())), (records) => {
      const page = incidentPage(records.map((record) => normaliseIncident(record, 'i1')));
      expect(page.incidents.length + page.rejected.length).toBe(records.length);
      for (const { reason } of page.rejected) expect(reason).not.toBe('');
      for (const { createdAt } of page.incidents) expect(Number.isInteger(createdAt)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
