import type { Access } from '../../src/access/access.ts';
import { createRoles } from '../../src/access/create-roles.ts';
import { createAudiences } from '../../src/audience/audiences.ts';
import { createAudit } from '../../src/audit/create-audit.ts';
import type { AuditRecord } from '../../src/domain/audit-record.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { Integration } from '../../src/domain/integration.ts';
import type { People } from '../../src/people/people.ts';
import type { Services } from '../../src/slack/services.ts';
import type { Audience } from '../../src/store/audience-store.ts';
import type { RoleStore } from '../../src/store/role-store.ts';

interface Surroundings {
  readonly access: Access;
  readonly people: People;
  readonly roles: RoleStore;
  readonly clock: Clock;
  readonly integrationOf: (workspaceId: string, id: string) => Integration | undefined;
}

/** Roles, audiences, audit log and data of a workspace over memory. */
export function memoryWorkspace({
  access,
  people,
  roles,
  clock,
  integrationOf,
}: Surroundings): Pick<Services, 'roles' | 'audiences' | 'audit' | 'workspaceData'> {
  const logs = new Map<string, AuditRecord[]>();
  const pseudonyms = new Map<string, string>();
  const audiences = new Map<string, Audience>();
  const audit = createAudit({
    access,
    clock,
    store: {
      async append(workspaceId, make) {
        const log = logs.get(workspaceId) ?? [];
        const record = make(log.at(-1) ?? null);
        logs.set(workspaceId, [...log, record]);
        return record;
      },
      read: async (workspaceId) => logs.get(workspaceId) ?? [],
      async pseudonym(_workspaceId, userId, fresh) {
        const known = pseudonyms.get(userId) ?? fresh();
        pseudonyms.set(userId, known);
        return known;
      },
      people: async () => new Map([...pseudonyms].map(([userId, pseudonym]) => [pseudonym, userId])),
    },
  });
  return {
    audit,
    roles: createRoles({ store: roles, people, access, audit, clock }),
    audiences: createAudiences({
      access,
      audit,
      channels: { members: async () => new Set(), problem: async () => null },
      store: {
        audiences: {
          list: async () => [...audiences.values()],
          get: async (_workspaceId, { kind, id }) => audiences.get(`${kind}/${id}`),
          async save(audience) {
            audiences.set(`${audience.subject.kind}/${audience.subject.id}`, audience);
          },
          async delete(_workspaceId, { kind, id }) {
            audiences.delete(`${kind}/${id}`);
          },
        },
        integrations: {
          get: async (workspaceId: string, id: string) => integrationOf(workspaceId, id),
        } as Parameters<typeof createAudiences>[0]['store']['integrations'], // nothing else is called
        collections: {
          list: async () => [],
          save: async () => {},
          update: async () => undefined,
          delete: async () => {},
        },
      },
    }),
    workspaceData: {
      async export(actor) {
        await access.demand(actor, 'export workspace data');
        return { name: 'sei-pagerduty-data.jsonl', content: '{}\n', records: 1 };
      },
      async delete(actor) {
        await access.demand(actor, 'delete workspace data');
      },
    },
  };
}
