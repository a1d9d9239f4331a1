import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Condition, FILTER_FIELDS, type Filter, knownShare, matching } from '../../src/domain/filter.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { tableOf } from '../../src/domain/incident-table.ts';
import { type IncidentOptions, incidents } from '../fixtures/incident.ts';

function passes(options: IncidentOptions, ...filter: Filter) {
  return matching(tableOf(incidents(options)), filter).length === 1;
}

test('the empty filter passes everything', () => {
  expect(matching(tableOf(incidents({}, {})), [])).toEqual(Uint32Array.of(0, 1));
});

test('values are ORed, conditions are ANDed', () => {
  const condition: Condition = { field: 'service', operator: 'equals', values: ['ledger', 'checkout'] };
  expect(passes({ service: 'checkout' }, condition)).toBe(true);
  expect(
    passes({ service: 'checkout' }, condition, { field: 'urgency', operator: 'equals', values: ['low'] }),
  ).toBe(false);
});

test('“equals” compares with id and name, without regard to case; the others with the name', () => {
  const service = { id: 'PABC', name: 'Checkout API' };
  expect(passes({ service }, { field: 'service', operator: 'equals', values: ['checkout api'] })).toBe(true);
  expect(passes({ service }, { field: 'service', operator: 'equals', values: ['pabc'] })).toBe(true);
  expect(passes({ service }, { field: 'service', operator: 'starts with', values: ['CHECK'] })).toBe(true);
  expect(passes({ service }, { field: 'service', operator: 'starts with', values: ['PA'] })).toBe(false);
  expect(passes({ service }, { field: 'service', operator: 'contains', values: ['out'] })).toBe(true);
});

describe('a missing value', () => {
  test.each<[string, IncidentOptions, Condition['field']]>([
    ['no service', { service: null }, 'service'],
    ['no priority', { priority: null }, 'priority'],
    ['no team', { teams: [] }, 'team'],
    ['no responder', { responders: [] }, 'user'],
    ['responders that are not ingested', {}, 'user'],
    ['severities that are not ingested', { severities: null }, 'severity'],
  ])('%s: passes “does not equal” and nothing else', (_, options, field) => {
    const operators = ['equals', 'starts with', 'contains', 'does not equal'] as const;
    expect(operators.map((operator) => passes(options, { field, operator, values: ['x'] }))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });
});

test('of several values any may match; none may, where they must not', () => {
  const options = { teams: ['Payments', 'Core'] };
  expect(passes(options, { field: 'team', operator: 'equals', values: ['core'] })).toBe(true);
  expect(passes(options, { field: 'team', operator: 'does not equal', values: ['core'] })).toBe(false);
});

test('the name that a service has now counts, not the one an incident still carries', () => {
  const table = tableOf(incidents({ service: { id: 'P1', name: 'Old' } }));
  const now = new Map([['P1', 'New']]);
  expect(matching(table, [{ field: 'service', operator: 'equals', values: ['new'] }], now)).toHaveLength(1);
  expect(matching(table, [{ field: 'service', operator: 'equals', values: ['old'] }], now)).toHaveLength(0);
});

test('says for which share of the incidents a field is known', () => {
  const table = tableOf(
    incidents({ severities: ['critical'] }, { severities: [] }, {}, { responders: ['Dana'] }),
  );
  const all = matching(table, []);
  expect(knownShare(table, all, 'severity')).toBe(0.5);
  expect(knownShare(table, all, 'user')).toBe(0.25);
  expect(knownShare(table, all, 'service')).toBe(1);
  expect(knownShare(table, new Uint32Array(), 'user')).toBe(1);
});

test('passes exactly what a look at each incident passes', () => {
  const name = fc.constantFrom('a', 'b', 'ab', 'Abc', 'c');
  const options = fc.record(
    {
      service: fc.option(name),
      priority: fc.option(name),
      teams: fc.array(name, { maxLength: 3 }),
      severities: fc.option(fc.array(name, { maxLength: 2 })),
      responders: fc.array(name, { maxLength: 2 }),
      urgency: name,
      status: name,
      integrationId: name,
    },
    { requiredKeys: [] },
  );
  const condition: fc.Arbitrary<Condition> = fc.record({
    field: fc.constantFrom(...FILTER_FIELDS),
    operator: fc.constantFrom<Condition['operator']>('equals', 'does not equal', 'starts with', 'contains'),
    values: fc.array(fc.constantFrom('a', 'AB', 'b', 'c', 'pabc'), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(
      fc.array(options, { maxLength: 20 }),
      fc.array(condition, { maxLength: 3 }),
      (list, filter) => {
        const all = incidents(...list);
        const expected = all.flatMap((each, row) =>
          filter.every((one) => holdsFor(each, one)) ? [row] : [],
        );
        expect([...matching(tableOf(all), filter)]).toEqual(expected);
      },
    ),
  );
});

/** The definition, word by word. */
function holdsFor(incident: Incident, { field, operator, values }: Condition): boolean {
  const named = {
    service: incident.service === null ? [] : [incident.service],
    priority: incident.priority === null ? [] : [incident.priority],
    urgency: [{ id: incident.urgency, name: incident.urgency }],
    status: [{ id: incident.status, name: incident.status }],
    integration: [{ id: incident.integrationId, name: incident.integrationId }],
    team: incident.teams,
    user: incident.enrichment?.responders ?? [],
    severity: (incident.severities ?? []).map((severity) => ({ id: severity, name: severity })),
  }[field];
  const pairs = named.flatMap(({ id, name }) =>
    values.map((value) => ({ id: id.toLowerCase(), name: name.toLowerCase(), value: value.toLowerCase() })),
  );
  switch (operator) {
    case 'equals':
      return pairs.some(({ id, name, value }) => id === value || name === value);
    case 'does not equal':
      return !pairs.some(({ id, name, value }) => id === value || name === value);
    case 'starts with':
      return pairs.some(({ name, value }) => name.startsWith(value));
    case 'contains':
      return pairs.some(({ name, value }) => name.includes(value));
  }
}
