import { newWork } from '../../domain/satellite-lease.ts';
import { afterBatch, outOfOrder } from '../batch-order.ts';
import type { SatelliteStore } from '../satellite-store.ts';
import type { Documents, OwnDocuments } from './documents.ts';
import type { IncidentTotal } from './incident-total.ts';
import { preparedBatch, storeBatch } from './store-batch.ts';
import { readRevision } from './workspace-lock.ts';

/** Satellites and what is agreed with them, in the small tables. */
export function postgresSatellites(documents: Documents, total: Pick<IncidentTotal, 'add'>): SatelliteStore {
  const workOf = async (own: OwnDocuments, workspaceId: string, integrationId: string) =>
    (await own.get('satelliteWork', integrationId)) ?? newWork(workspaceId, integrationId);

  return {
    enrolment: (workspaceId, id) => documents.get('enrolments', workspaceId, id),
    enrolments: (workspaceId) => documents.list('enrolments', workspaceId),
    saveEnrolment: (enrolment) => documents.put('enrolments', enrolment.workspaceId, enrolment.id, enrolment),
    deleteEnrolment: (workspaceId, id) => documents.delete('enrolments', workspaceId, id),

    get: (workspaceId, id) => documents.get('satellites', workspaceId, id),
    list: (workspaceId) => documents.list('satellites', workspaceId),
    all: () => documents.all('satellites'),
    save: (satellite) => documents.put('satellites', satellite.workspaceId, satellite.id, satellite),
    update: (workspaceId, id, changing) =>
      documents.change(workspaceId, async (own) => {
        const known = await own.get('satellites', id);
        if (known === undefined) return undefined;
        const next = changing(known);
        if (next !== known) await own.put('satellites', id, next);
        return next;
      }),
    delete: (workspaceId, id) => documents.delete('satellites', workspaceId, id),

    work: async (workspaceId, integrationId) =>
      (await documents.get('satelliteWork', workspaceId, integrationId)) ??
      newWork(workspaceId, integrationId),
    agree: (workspaceId, integrationId, changing) =>
      documents.change(workspaceId, async (own) => {
        const known = await workOf(own, workspaceId, integrationId);
        const next = changing(known);
        if (next !== known) await own.put('satelliteWork', integrationId, next);
        return next;
      }),
    async commit(workspaceId, integrationId, batch, order) {
      const prepared = preparedBatch(batch);
      const outcome = await documents.change(workspaceId, async (own, statements) => {
        const work = await workOf(own, workspaceId, integrationId);
        const refused = outOfOrder(work, order, await readRevision(statements, workspaceId));
        if (refused !== null) return refused;
        const result = await storeBatch(statements, { workspaceId, integrationId }, prepared);
        await own.put('satelliteWork', integrationId, afterBatch(work, order, result));
        return { kind: 'stored', result } as const;
      });
      if (outcome.kind === 'stored') total.add(outcome.result.inserted);
      return outcome;
    },

    outage: (workspaceId, integrationId) => documents.get('satelliteOutages', workspaceId, integrationId),
    beginOutage: (outage) =>
      documents.change(outage.workspaceId, async (own) => {
        if (await own.get('satelliteOutages', outage.integrationId)) return false;
        await own.put('satelliteOutages', outage.integrationId, outage);
        return true;
      }),
    endOutage: (workspaceId, integrationId) =>
      documents.change(workspaceId, async (own) => {
        const outage = await own.get('satelliteOutages', integrationId);
        if (outage) await own.delete('satelliteOutages', integrationId);
        return outage;
      }),

    forget: (workspaceId, integrationId) =>
      documents.change(workspaceId, async (own) => {
        await own.delete('satelliteWork', integrationId);
        await own.delete('satelliteOutages', integrationId);
        for (const kind of ['satellites', 'enrolments'] as const) {
          for (const value of await own.list(kind)) {
            if (!value.integrationIds.includes(integrationId)) continue;
            const integrationIds = value.integrationIds.filter((id) => id !== integrationId);
            if (integrationIds.length === 0) await own.delete(kind, value.id);
            else await own.put(kind, value.id, { ...value, integrationIds });
          }
        }
      }),
  };
}
