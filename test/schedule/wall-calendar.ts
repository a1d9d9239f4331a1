/** What a clock on the wall of a zone shows, by the platform's own calendar (Intl): nothing of the app's. */
export interface WallReading {
  readonly instant: number;
  /** `2026-03-29` */
  readonly date: string;
  /** Minutes since midnight by the clock. */
  readonly minutes: number;
}

/** Reads the clocks of a zone every quarter or half hour of a span. */
export function readClocks(zone: string, from: number, to: number, step: number): readonly WallReading[] {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const readings: WallReading[] = [];
  for (let instant = from; instant < to; instant += step) {
    // `2026-03-29 03:30`
    const [date = '', time = ''] = format.format(instant * 1000).split(' ');
    const [hour, minute] = time.split(':').map(Number);
    readings.push({ instant, date, minutes: (hour ?? 0) * 60 + (minute ?? 0) });
  }
  return readings;
}

/** The days a schedule has slots on, counted day by day from a day that is known to be one. */
export interface SlotDays {
  readonly every: 'week' | 'two weeks' | 'month';
  /** 1 (Monday) to 7 (Sunday) */
  readonly weekday: number;
  readonly anchor: string;
}

/** Whether a date has a slot, by counting whole days in UTC with the platform's own dates. */
export function hasSlot({ every, weekday, anchor }: SlotDays, date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  if ((day.getUTCDay() || 7) !== weekday) return false;
  if (every === 'week') return true;
  if (every === 'month') return day.getUTCDate() <= 7;
  const from = new Date(`${anchor}T00:00:00Z`);
  // The same weekday of the anchor's week.
  const first = from.getTime() + (weekday - (from.getUTCDay() || 7)) * 86_400_000;
  return Math.round((day.getTime() - first) / 86_400_000) % 14 === 0;
}
