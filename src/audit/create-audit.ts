import { randomBytes } from 'node:crypto';
import type { Access } from '../access/access.ts';
import { type AuditEvent, type AuditRecord, type Details, nextRecord } from '../domain/audit-record.ts';
import type { Clock } from '../domain/clock.ts';
import { dateOf } from '../domain/instant.ts';
import type { AuditStore } from '../store/audit-store.ts';
import type { Audit, ReadableRecord, ToldDetails } from './audit.ts';
import { auditCsv } from './audit-csv.ts';

export interface AuditOptions {
  readonly store: AuditStore;
  readonly access: Pick<Access, 'demand'>;
  readonly clock: Clock;
}

/** The audit log over a store. People stand in it under random pseudonyms: deleting who is behind them breaks them for good. */
export function createAudit({ store, access, clock }: AuditOptions): Audit {
  const fresh = () => `person-${randomBytes(9).toString('base64url')}`;
  const pseudonym = (workspaceId: string, userId: string) => store.pseudonym(workspaceId, userId, fresh);

  async function kept(workspaceId: string, told: ToldDetails | null): Promise<Details | null> {
    if (told === null) return null;
    const details: Record<string, Details[string]> = {};
    for (const [name, value] of Object.entries(told))
      details[name] = isPerson(value) ? await pseudonym(workspaceId, value.person) : value;
    return details;
  }

  async function readable(workspaceId: string): Promise<readonly ReadableRecord[]> {
    const [records, people] = await Promise.all([store.read(workspaceId), store.people(workspaceId)]);
    return records.map((record) => ({
      ...record,
      before: named(record.before, people),
      after: named(record.after, people),
      actorId: people.get(record.actor) ?? null,
      objectId: record.object.kind === 'person' ? (people.get(record.object.id) ?? null) : null,
    }));
  }

  const record: Audit['record'] = async ({ workspaceId, userId }, { what, object, before, after }) => {
    const actor = userId === undefined ? 'app' : await pseudonym(workspaceId, userId);
    const event: AuditEvent = {
      what,
      object: object.kind === 'person' ? { ...object, id: await pseudonym(workspaceId, object.id) } : object,
      before: await kept(workspaceId, before),
      after: await kept(workspaceId, after),
    };
    await store.append(workspaceId, (last) =>
      nextRecord(last, { workspaceId, at: clock.now(), actor, ...event }),
    );
  };

  return {
    record,

    async list(actor, limit) {
      await access.demand(actor, 'see audit log');
      return (await readable(actor.workspaceId)).slice(-limit).toReversed();
    },

    async export(actor, format) {
      await access.demand(actor, 'export audit log');
      const { workspaceId } = actor;
      await record(actor, {
        what: 'audit log exported',
        object: { kind: 'workspace', id: workspaceId, name: '' },
        before: null,
        after: { format },
      });
      const name = `audit-${dateOf(clock.now()).toISOString().slice(0, 10)}.${format}`;
      if (format === 'csv') return { name, content: auditCsv(await readable(workspaceId)) };
      // As it is kept, so that the chain can be checked.
      return { name, content: (await store.read(workspaceId)).map(line).join('') };
    },
  };
}

function isPerson(value: ToldDetails[string]): value is { readonly person: string } {
  return typeof value === 'object' && value !== null && 'person' in value;
}

/** With the user id of everybody who is known. */
function named(details: Details | null, people: ReadonlyMap<string, string>): Details | null {
  if (details === null) return null;
  const known = (value: Details[string]) =>
    typeof value === 'string' ? (people.get(value) ?? value) : value;
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, known(value)]));
}

function line(record: AuditRecord): string {
  return `${JSON.stringify(record)}\n`;
}
