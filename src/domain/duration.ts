/** A length of time in whole seconds, unless a docstring says otherwise. */
export type Seconds = number;

export const MINUTE: Seconds = 60;
export const HOUR: Seconds = 60 * MINUTE;
export const DAY: Seconds = 24 * HOUR;
export const WEEK: Seconds = 7 * DAY;

/** Units from the largest to the smallest, as people write them. */
const UNITS: readonly (readonly [name: string, seconds: Seconds])[] = [
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', 1],
];

/**
 * A duration in its two largest adjacent units: `2d 3h`, `1h 30m`, `45m`, `12m 5s`, `30s`, `0s`.
 *
 * What is smaller is cut off, never rounded up: what is shown as `59m 59s` is less than an hour, so that a number never
 * contradicts its band. A unit of zero is left out (`1h`, not `1h 0m`). Negative durations carry a minus sign.
 */
export function formatDuration(duration: Seconds): string {
  const whole = Math.trunc(duration);
  if (whole < 0) return `-${formatDuration(-whole)}`;
  const largest = UNITS.findIndex(([, seconds]) => whole >= seconds);
  if (largest === -1) return '0s';
  let rest = whole;
  const parts: string[] = [];
  for (const [name, seconds] of UNITS.slice(largest, largest + 2)) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) parts.push(`${count}${name}`);
  }
  return parts.join(' ');
}

/**
 * Reads what {@link formatDuration} writes of what is not negative, and any other descending list of whole units: `1w 2d`,
 * `90m`, `1h30m`.
 *
 * @returns seconds, or `null` where the text is no duration
 */
export function parseDuration(text: string): Seconds | null {
  const match = /^(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(
    text.toLowerCase().replace(/\s+/g, ''),
  );
  if (match === null || match[0] === '') return null;
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((count) => Number(count ?? 0));
  const total =
    (weeks ?? 0) * WEEK + (days ?? 0) * DAY + (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0);
  return Number.isSafeInteger(total) ? total : null;
}
