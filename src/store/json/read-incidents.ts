import { join } from 'node:path';
import type { Incident } from '../../domain/incident.ts';
import type { Database } from './database.ts';
import type { IntegrationData } from './integration-data.ts';
import { readVersions } from './month-log.ts';
import { incidentOf, lineAt, type Place } from './place.ts';
import { TailSegment } from './segment.ts';

/**
 * The whole records of some incidents, in the order of the ids; unknown ids are left out.
 *
 * A record that is damaged in its log comes as far as the columns know it, and the log is mended.
 */
export async function readIncidents(
  database: Database,
  data: IntegrationData,
  ids: readonly string[],
): Promise<Incident[]> {
  const found = new Map<string, Incident>();
  const byMonth = new Map<string, { id: string; place: Place }[]>();
  for (const id of ids) {
    const place = data.find(id);
    if (place?.segment instanceof TailSegment) found.set(id, JSON.parse(place.segment.record(place.row)));
    else if (place?.month) {
      const wanted = byMonth.get(place.month) ?? [];
      byMonth.set(place.month, wanted);
      wanted.push({ id, place });
    }
  }
  for (const [month, wanted] of byMonth) {
    const lines = wanted.map(({ place }) => lineAt(place));
    const versions = await readVersions(database.disk, join(data.folder, `${month}.jsonl`), lines);
    for (const [at, { id, place }] of wanted.entries()) {
      const incident = versions[at]?.incident;
      // A log that is just being mended has other places for its lines.
      const whole = incident?.id === id ? incident : undefined;
      if (!whole) database.mend(data, month);
      found.set(id, whole ?? incidentOf(place, data.sync.integrationId, database.dictionaries));
    }
  }
  return ids.map((id) => found.get(id)).filter((incident) => incident !== undefined);
}
