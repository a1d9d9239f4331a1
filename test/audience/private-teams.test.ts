import { describe, expect, test } from 'vitest';
import { asItIs } from '../../src/domain/what-if.ts';
import type { Workspaces } from '../access/workspaces.ts';
import { question } from '../fixtures/question.ts';
import { as, numbersSeen, seededForEachTest } from './seeded.ts';

let services: Workspaces;
seededForEachTest((started) => {
  services = started;
});

describe('incidents of teams that are private in PagerDuty', () => {
  test('are left out of an answer that says so, and counted in one that does not', async () => {
    const asked = async () => {
      const answer = await services.reports.answer(as('viewer'), question());
      if (answer.kind !== 'report') return answer.kind;
      return { n: answer.report.recovery?.n, without: answer.report.definition.withoutPrivateTeams };
    };
    expect(await asked()).toEqual({ n: 1, without: true });
    await services.audiences.set(
      as('owner'),
      { kind: 'integration', id: 'acme' },
      { only: null, privateTeams: 'included' },
    );
    expect(await asked()).toEqual({ n: 2, without: false });
  });

  test('are left out, for admins too, with the names of those teams, until an admin includes them', async () => {
    expect(await numbersSeen(services, 'viewer')).toBe('1');
    expect(await numbersSeen(services, 'owner')).toBe('1');
    const csv = await services.reports.csv(as('owner'), { question: question() }, asItIs);
    expect(csv.kind === 'csv' && csv.content).not.toContain('secret-T1');
    expect(await services.collections.suggest(as('owner'), 'team', '', null)).toEqual([]);

    const outcome = await services.audiences.set(
      as('owner'),
      { kind: 'integration', id: 'acme' },
      { only: null, privateTeams: 'included' },
    );
    expect(outcome.kind).toBe('saved');
    expect((await numbersSeen(services, 'viewer')).split(',').sort().join()).toBe('1,2');
    expect(await services.collections.suggest(as('viewer'), 'team', '', null)).toHaveLength(1);
  });
});

test('an incident of a private team is neither excluded nor listed by those who are not shown it', async () => {
  const set = (privateTeams: 'included' | 'left out') =>
    services.audiences.set(as('owner'), { kind: 'integration', id: 'acme' }, { only: null, privateTeams });
  const { exclusions } = services;
  const open = { integrationId: 'acme', incidentId: 'Q000001' };
  const secret = { integrationId: 'acme', incidentId: 'Q000002' };
  const NOT_STORED = { kind: 'refused', sentence: 'This incident is no longer stored.' };
  const listed = async () =>
    (await exclusions.list(as('curator'))).map(({ incidentId }) => incidentId).sort();

  expect(await exclusions.exclude(as('curator'), open, 'A drill')).toMatchObject({ kind: 'done' });
  expect(await exclusions.exclude(as('curator'), secret, 'A guess')).toEqual(NOT_STORED);
  await set('included');
  expect(await exclusions.exclude(as('curator'), secret, 'A drill')).toMatchObject({ kind: 'done' });
  expect(await listed()).toEqual(['Q000001', 'Q000002']);

  await set('left out');
  expect(await listed()).toEqual(['Q000001']);
  expect(await exclusions.exclude(as('curator'), secret, 'A guess')).toEqual(NOT_STORED);
  expect(await exclusions.include(as('curator'), secret)).toEqual(NOT_STORED);

  await set('included');
  for (const each of [open, secret])
    expect(await exclusions.include(as('curator'), each)).toMatchObject({ kind: 'done' });
});
