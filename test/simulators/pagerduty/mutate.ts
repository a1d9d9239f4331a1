import type { Instant } from '../../../src/domain/instant.ts';
import type { Account } from './account.ts';
import { agentOf } from './generate.ts';
import type { Agent, SimulatedIncident } from './incident.ts';
import { incidentFrom, type ShortIncident } from './short-incident.ts';

/** `silent`: PagerDuty writes no log entry for it, as for some changes in truth. */
export interface MutationOptions {
  readonly at?: Instant;
  readonly silent?: boolean;
}

/** Lets things happen in the simulated account, now or at a given moment; each writes its log entry and moves `updated_at`. */
export class Mutations {
  readonly #account: Account;

  constructor(account: Account) {
    this.#account = account;
  }

  create(incident: ShortIncident): string {
    const number = this.#account.incidents.reduce((most, each) => Math.max(most, each.number), 0) + 1;
    const made = incidentFrom(incident, this.#account.world, number);
    this.#account.add(made);
    return made.id;
  }

  acknowledge(id: string, options: MutationOptions = {}): void {
    this.#status(id, 'acknowledged', 'acknowledge', options);
  }

  resolve(id: string, options: MutationOptions & { by?: Agent['kind'] } = {}): void {
    const incident = this.#status(id, 'resolved', 'resolve', options);
    incident.resolvedAt = incident.lastStatusChangeAt;
  }

  reopen(id: string, options: MutationOptions = {}): void {
    const incident = this.#status(id, 'triggered', 'reopen', options);
    incident.resolvedAt = null;
    incident.mergedInto = null;
  }

  reprioritise(id: string, priority: string | null, options: MutationOptions = {}): void {
    const found = this.#account.world.priorities.find((each) => each.name === priority) ?? null;
    this.#change(id, 'field_value_change', options, (incident) => {
      incident.priority = found;
    });
  }

  /** Another service takes it, with its teams. */
  move(id: string, service: string, options: MutationOptions = {}): void {
    const found = this.#service(service);
    this.#change(id, 'assign', options, (incident) => {
      incident.service = found;
      incident.teams = found.teams;
    });
  }

  /** Merges the first into the second: it is resolved by that. */
  merge(id: string, into: string, options: MutationOptions = {}): void {
    const incident = this.#status(id, 'resolved', 'resolve', options);
    incident.resolvedAt = incident.lastStatusChangeAt;
    incident.mergedInto = into;
  }

  changeUrgency(id: string, urgency: string, options: MutationOptions = {}): void {
    this.#change(id, 'urgency_change', options, (incident) => {
      incident.urgency = urgency;
    });
  }

  /** `/services` no longer knows it; its incidents keep its last name. */
  deleteService(name: string): void {
    this.#service(name).deleted = true;
  }

  /** The service and its incidents show the new name at once; no log entry tells of it, no `updated_at` moves. */
  renameService(name: string, to: string): void {
    const service = this.#service(name);
    service.name = to;
    for (const incident of this.#account.incidents) if (incident.service === service) incident.payload = null;
  }

  #service(name: string) {
    const found = this.#account.world.services.find((service) => service.name === name);
    if (!found) throw new Error(`the simulated account has no service ${name}`);
    return found;
  }

  #status(id: string, status: string, event: string, options: MutationOptions & { by?: Agent['kind'] }) {
    return this.#change(id, event, options, (incident, at, agent) => {
      incident.status = status;
      incident.lastStatusChangeAt = at;
      incident.lastStatusChangeBy = agent;
    });
  }

  #change(
    id: string,
    type: string,
    { at = this.#account.clock.now(), silent = false, by = 'user' }: MutationOptions & { by?: Agent['kind'] },
    apply: (incident: SimulatedIncident, at: Instant, agent: Agent) => void,
  ): SimulatedIncident {
    const incident = this.#account.find(id);
    if (!incident) throw new Error(`the simulated account has no incident ${id}`);
    const agent = agentFor(by, incident, this.#account);
    apply(incident, at, agent);
    incident.updatedAt = Math.max(at, incident.updatedAt);
    incident.payload = null;
    if (!silent) this.#account.append(incident, { type, at, agent });
    return incident;
  }
}

function agentFor(kind: Agent['kind'], incident: SimulatedIncident, account: Account): Agent {
  const user = account.world.users[0];
  if (kind === 'user' && user) return agentOf(user);
  const { id, name } = incident.service ?? { id: 'PNONE', name: 'none' };
  return kind === 'service'
    ? { kind, id, name }
    : { kind: 'integration', id: `${id}I`, name: `${name} monitor` };
}
