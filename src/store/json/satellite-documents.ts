import { newWork } from '../../domain/satellite-lease.ts';
import { afterBatch, outOfOrder } from '../batch-order.ts';
import type { Change } from '../change.ts';
import type { BatchOutcome, SatelliteStore } from '../satellite-store.ts';
import type { Tables } from '../tables.ts';
import type { Database } from './database.ts';
import { planSync } from './sync-plan.ts';

/** Satellites and what is agreed with them, in the small tables. */
export function satelliteDocuments(database: Database): SatelliteStore {
  const { documents } = database;
  const change = (...changes: Change[]) => database.commit(() => ({ changes, result: undefined }));
  const put = (
    table: 'satellites' | 'enrolments' | 'satelliteWork' | 'satelliteOutages',
    id: string,
    value: Tables[typeof table],
  ): Change => ({ kind: 'put', table, workspaceId: value.workspaceId, id, value });
  const workOf = (workspaceId: string, integrationId: string) =>
    documents.get('satelliteWork', workspaceId, integrationId) ?? newWork(workspaceId, integrationId);

  return {
    enrolment: async (workspaceId, id) => documents.get('enrolments', workspaceId, id),
    enrolments: async (workspaceId) => documents.list('enrolments', workspaceId),
    saveEnrolment: (value) => change(put('enrolments', value.id, value)),
    deleteEnrolment: (workspaceId, id) => change({ kind: 'delete', table: 'enrolments', workspaceId, id }),

    get: async (workspaceId, id) => documents.get('satellites', workspaceId, id),
    list: async (workspaceId) => documents.list('satellites', workspaceId),
    all: async () => documents.all('satellites'),
    save: (value) => change(put('satellites', value.id, value)),
    update: (workspaceId, id, changing) =>
      database.commit(() => {
        const known = documents.get('satellites', workspaceId, id);
        if (known === undefined) return { changes: [], result: undefined };
        const result = changing(known);
        return { changes: result === known ? [] : [put('satellites', id, result)], result };
      }),
    delete: (workspaceId, id) => change({ kind: 'delete', table: 'satellites', workspaceId, id }),

    work: async (workspaceId, integrationId) => workOf(workspaceId, integrationId),
    agree: (workspaceId, integrationId, changing) =>
      database.commit(() => {
        const known = workOf(workspaceId, integrationId);
        const result = changing(known);
        return { changes: result === known ? [] : [put('satelliteWork', integrationId, result)], result };
      }),
    commit: (workspaceId, integrationId, batch, order) =>
      database
        .commit<BatchOutcome>(async (pace) => {
          const work = workOf(workspaceId, integrationId);
          const outcome = outOfOrder(work, order, database.visible);
          if (outcome !== null) return { changes: [], result: outcome };
          const plan = await planSync(database, { workspaceId, integrationId }, batch, pace);
          const numbered = put('satelliteWork', integrationId, afterBatch(work, order, plan.result));
          return {
            ...plan,
            changes: [...plan.changes, numbered],
            result: { kind: 'stored', result: { ...plan.result, sequence: 0 } },
          };
        })
        .then((outcome) =>
          outcome.kind === 'stored'
            ? { ...outcome, result: { ...outcome.result, sequence: database.visible } }
            : outcome,
        ),

    outage: async (workspaceId, integrationId) =>
      documents.get('satelliteOutages', workspaceId, integrationId),
    beginOutage: (outage) =>
      database.commit(() => {
        const { workspaceId, integrationId } = outage;
        const isNew = documents.get('satelliteOutages', workspaceId, integrationId) === undefined;
        return { changes: isNew ? [put('satelliteOutages', integrationId, outage)] : [], result: isNew };
      }),
    endOutage: (workspaceId, id) =>
      database.commit(() => {
        const result = documents.get('satelliteOutages', workspaceId, id);
        const gone: Change = { kind: 'delete', table: 'satelliteOutages', workspaceId, id };
        return { changes: result === undefined ? [] : [gone], result };
      }),

    forget: (workspaceId, integrationId) =>
      database.commit(() => {
        const left = <Table extends 'satellites' | 'enrolments'>(table: Table) =>
          documents.list(table, workspaceId).flatMap((value): Change[] => {
            if (!value.integrationIds.includes(integrationId)) return [];
            const integrationIds = value.integrationIds.filter((id) => id !== integrationId);
            if (integrationIds.length > 0) return [put(table, value.id, { ...value, integrationIds })];
            return [{ kind: 'delete', table, workspaceId, id: value.id }];
          });
        const changes: Change[] = [
          { kind: 'delete', table: 'satelliteWork', workspaceId, id: integrationId },
          { kind: 'delete', table: 'satelliteOutages', workspaceId, id: integrationId },
          ...left('satellites'),
          ...left('enrolments'),
        ];
        return { changes, result: undefined };
      }),
  };
}
