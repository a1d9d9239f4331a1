import type { Incident, Reference } from '../../src/domain/incident.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { randomFrom } from '../simulators/pagerduty/random.ts';
import { population } from './population.ts';

/** Incidents as they are once everything is ingested: with acknowledgements, responders of 60 people, severities. */
export function* enriched(size: number, now: Instant, integrationId: string): Generator<Incident> {
  const random = randomFrom(2);
  const people = Array.from(
    { length: 60 },
    (_, at): Reference => ({ id: `PUSER${at}`, name: `Person ${at}` }),
  );
  for (const incident of population(size, now, integrationId)) {
    const responders = [people[random.between(0, 59)], people[random.between(0, 9)]];
    yield {
      ...incident,
      severities: [['critical', 'warning', 'error'][random.between(0, 2)] as string], // of three
      enrichment: {
        firstAcknowledgedAt: incident.createdAt + random.between(10, 900),
        responders: responders as Reference[], // within the list
        reopened: random.next() < 0.05 ? 1 : 0,
        lastWorkedAt: incident.resolvedAt,
      },
    };
  }
}
