import type { Clock } from '../../../src/domain/clock.ts';
import type { Instant, Span } from '../../../src/domain/instant.ts';
import { historyOf, type LogEvent, type SimulatedIncident } from './incident.ts';
import type { World } from './world.ts';

/** One entry of the account-wide log. */
export interface LogRow {
  readonly incident: SimulatedIncident;
  readonly event: LogEvent;
  /** Its place in the incident's own history. */
  readonly row: number;
}

/** What the simulated PagerDuty knows: its people and things, its incidents by creation, its log by time. */
export class Account {
  readonly world: World;
  readonly clock: Clock;
  /** Ascending by creation. */
  readonly incidents: SimulatedIncident[];
  readonly #byId: Map<string, SimulatedIncident>;
  #log: LogRow[] | null = null;

  constructor(world: World, clock: Clock, incidents: SimulatedIncident[]) {
    this.world = world;
    this.clock = clock;
    this.incidents = incidents.sort(
      (one, other) => one.createdAt - other.createdAt || one.number - other.number,
    );
    this.#byId = new Map(incidents.map((incident) => [incident.id, incident]));
  }

  find(id: string): SimulatedIncident | undefined {
    return this.#byId.get(id);
  }

  /** Rows of {@link incidents} that were created in the span: found by bisection. */
  rows({ start, end }: Span): [from: number, to: number] {
    const at = (row: number) => this.incidents[row]?.createdAt ?? Number.POSITIVE_INFINITY;
    return [firstAtOrAfter(this.incidents.length, at, start), firstAtOrAfter(this.incidents.length, at, end)];
  }

  /** The log of a span, newest first. */
  log({ start, end }: Span): LogRow[] {
    this.#log ??= this.incidents
      .flatMap((incident) => historyOf(incident).map((event, row) => ({ incident, event, row })))
      .sort((one, other) => one.event.at - other.event.at);
    const log = this.#log;
    const at = (row: number) => log[row]?.event.at ?? Number.POSITIVE_INFINITY;
    return log.slice(firstAtOrAfter(log.length, at, start), firstAtOrAfter(log.length, at, end)).reverse();
  }

  add(incident: SimulatedIncident): void {
    const [, row] = this.rows({ start: incident.createdAt, end: incident.createdAt + 1 });
    this.incidents.splice(row, 0, incident);
    this.#byId.set(incident.id, incident);
    for (const [place, event] of historyOf(incident).entries()) this.#write({ incident, event, row: place });
  }

  /** Lets something happen to an incident: it is written down and the payload is made anew. */
  append(incident: SimulatedIncident, event: LogEvent): void {
    incident.history ??= [...historyOf(incident)];
    incident.history.push(event);
    incident.payload = null;
    this.#write({ incident, event, row: incident.history.length - 1 });
  }

  #write(row: LogRow): void {
    if (this.#log === null) return;
    const log = this.#log;
    const at = (place: number) => log[place]?.event.at ?? Number.POSITIVE_INFINITY;
    log.splice(firstAtOrAfter(log.length, at, row.event.at + 1), 0, row);
  }
}

function firstAtOrAfter(length: number, at: (row: number) => Instant, instant: Instant): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(middle) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
