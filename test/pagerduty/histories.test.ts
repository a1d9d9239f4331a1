import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/domain/duration.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { collected, NOW, setUp } from './setup.ts';

const enriched = (incidents: readonly Incident[]) =>
  incidents.map((incident) => ({ ...incident, severities: null }));

test('half a year of history tells of every incident what its own log tells', async () => {
  const { client, pagerduty } = await setUp({ seed: 7, incidents: 1_500 });
  const { incidents } = await collected(
    client.histories({ start: NOW - 181 * DAY, end: NOW + 1 }, { wanted: () => false }),
  );
  expect(incidents).toEqual(enriched(pagerduty.truth('i1', { enriched: true })));
  expect(new Set(pagerduty.requests.map(({ path }) => path))).toEqual(new Set(['/log_entries']));
});

test('a life that reaches out of the span is asked for by its id, where it is wanted', async () => {
  const { client, pagerduty } = await setUp({
    incidents: [
      { id: 'QWITHIN', createdAt: NOW - 5 * DAY, acknowledgedAt: NOW - 4 * DAY, resolvedAt: NOW - 3 * DAY },
      { id: 'QBEFORE', createdAt: NOW - 30 * DAY, acknowledgedAt: NOW - 29 * DAY, resolvedAt: NOW - 5 * DAY },
      { id: 'QAFTER', createdAt: NOW - 5 * DAY, acknowledgedAt: NOW - 4 * DAY, resolvedAt: NOW - HOUR },
      { id: 'QUNWANTED', createdAt: NOW - 30 * DAY, resolvedAt: NOW - 5 * DAY },
      { id: 'QOUTSIDE', createdAt: NOW - 30 * DAY, resolvedAt: NOW - 29 * DAY },
    ],
  });
  const wanted = ({ id }: Incident) => id !== 'QUNWANTED';
  const { incidents } = await collected(
    client.histories({ start: NOW - 10 * DAY, end: NOW - 2 * DAY }, { wanted }),
  );
  const truth = pagerduty.truth('i1', { enriched: true });
  const expected = truth.filter(({ id }) => ['QWITHIN', 'QBEFORE', 'QAFTER'].includes(id));
  expect(incidents).toEqual(enriched(expected).sort((one, other) => one.number - other.number));
  const byId = pagerduty.requests.map(({ path }) => path).filter((path) => path !== '/log_entries');
  expect(byId.sort()).toEqual(['/incidents/QAFTER/log_entries', '/incidents/QBEFORE/log_entries']);
});

test('who ended an incident comes from its log where its own record does not say', async () => {
  const quiet = { absent: ['last_status_change_by'], createdAt: NOW - DAY, resolvedAt: NOW - HOUR };
  const { client } = await setUp({
    incidents: [
      { ...quiet, id: 'QP', endedBy: 'person' },
      { ...quiet, id: 'QM', endedBy: 'monitor' },
      { ...quiet, id: 'QT', endedBy: 'timeout' },
    ],
  });
  const { incidents } = await collected(
    client.histories({ start: NOW - 2 * DAY, end: NOW }, { wanted: () => true }),
  );
  expect(Object.fromEntries(incidents.map(({ id, ending }) => [id, ending]))).toEqual({
    QP: 'person',
    QM: 'monitor',
    QT: 'timeout',
  });
});

test('severities are those of the alerts, each once', async () => {
  const { client } = await setUp({
    incidents: [
      { id: 'QA', createdAt: NOW - DAY, severities: ['warning', 'critical', 'warning'] },
      { id: 'QB', createdAt: NOW - DAY, severities: [] },
    ],
  });
  const found = [];
  for await (const each of client.severities(['QA', 'QGONE', 'QB'])) found.push(each);
  expect(found.sort((one, other) => (one.id < other.id ? -1 : 1))).toEqual([
    { id: 'QA', severities: ['critical', 'warning'] },
    { id: 'QB', severities: [] },
  ]);
});

test('an incident that went out of sight is left out; the key is not to blame', async () => {
  const { client, pagerduty } = await setUp({
    incidents: [
      { id: 'QHIDDEN', createdAt: NOW - 30 * DAY, resolvedAt: NOW - HOUR },
      { id: 'QSEEN', createdAt: NOW - 30 * DAY, resolvedAt: NOW - HOUR },
    ],
  });
  const denied = { kind: 'status', status: 403, code: 2010 } as const;
  const paths = ['/incidents/QHIDDEN', '/incidents/QHIDDEN/log_entries', '/incidents/QHIDDEN/alerts'];
  for (const path of paths) pagerduty.faults.next(denied, { path });
  const span = { start: NOW - DAY, end: NOW };
  const { incidents } = await collected(client.histories(span, { wanted: () => true }));
  expect(incidents.map(({ id }) => id)).toEqual(['QSEEN']);
  expect(await client.incident('QHIDDEN')).toBeNull();
  const found = [];
  for await (const { id } of client.severities(['QHIDDEN', 'QSEEN'])) found.push(id);
  expect(found).toEqual(['QSEEN']);
  pagerduty.faults.next(denied, { path: '/log_entries' });
  await expect(collected(client.histories(span, { wanted: () => true }))).rejects.toMatchObject({
    name: 'AccessDeniedError',
  });
});
