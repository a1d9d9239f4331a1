import { type CodedColumn, valueAt } from './coded-column.ts';
import { ColumnBuilder } from './column-builder.ts';
import { DAY, HOUR, type Seconds } from './duration.ts';
import type { Reference } from './incident.ts';
import type { IncidentTable } from './incident-table.ts';
import type { Instant } from './instant.ts';
import type { Steps } from './steps.ts';
import { wallTime } from './zone.ts';

/** Working hours, everywhere: from nine until before five, Monday to Friday. Public holidays are not known. */
const OPENS: Seconds = 9 * HOUR;
const CLOSES: Seconds = 17 * HOUR;

/** Rows looked at in one step. */
const STEP = 8_192;

/**
 * For each of some rows those who worked on it though it began outside 09:00–17:00 from Monday to Friday where they are.
 *
 * @param zoneOf the IANA zone of a user
 * @returns a column over the whole table: `null` where it is not known who worked on the incident, and in all other rows
 */
export function* afterHours(
  table: IncidentTable,
  rows: Uint32Array,
  zoneOf: (userId: string) => string,
): Steps<CodedColumn<readonly Reference[] | null>> {
  const { responders, createdAt } = table;
  const column = new ColumnBuilder<readonly Reference[] | null>(table.length, {
    key: (people) => people?.map(({ id, name }) => `${id}\n${name}`).join('\n\n') ?? null,
    same: () => true,
  });
  const clocks = new Map<string, (instant: Instant) => boolean>();
  const isOff = (userId: string, instant: Instant) => {
    const zone = zoneOf(userId);
    const clock = clocks.get(zone) ?? offHours(zone);
    clocks.set(zone, clock);
    return clock(instant);
  };
  const value = new Map<number, readonly Reference[] | null>();
  for (let position = 0; position < rows.length; position++) {
    if (position % STEP === STEP - 1) yield;
    // A position is within the rows, a row within the table.
    const row = rows[position] as number;
    const people = valueAt(responders, row);
    value.set(row, people?.filter(({ id }) => isOff(id, createdAt[row] as Instant)) ?? null);
  }
  yield;
  for (let row = 0; row < table.length; row++) {
    if (row % STEP === STEP - 1) yield;
    column.set(row, value.get(row) ?? null);
  }
  return column.column();
}

/** Whether an instant lies outside working hours in a zone. Looks a day's offset up once. */
function offHours(zone: string): (instant: Instant) => boolean {
  const offsets = new Map<number, Seconds | null>();
  const offsetAt = (instant: Instant) => wallTime(instant, zone) - instant;
  return (instant) => {
    const day = Math.floor(instant / DAY);
    let offset = offsets.get(day);
    if (offset === undefined) {
      const start = offsetAt(day * DAY);
      // On a day of a clock change each instant is looked up for itself.
      offset = start === offsetAt((day + 1) * DAY) ? start : null;
      offsets.set(day, offset);
    }
    const wall = instant + (offset ?? offsetAt(instant));
    const time = wall - Math.floor(wall / DAY) * DAY;
    // 1970-01-01 was a Thursday: 0 is Monday.
    const weekday = (((Math.floor(wall / DAY) + 3) % 7) + 7) % 7;
    return weekday > 4 || time < OPENS || time >= CLOSES;
  };
}
