import { mondayOf } from '../../src/domain/calendar.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts';
import type { Instant, Span } from '../../src/domain/instant.ts';
import { dayAt, startOfDay } from '../../src/domain/zone.ts';
import { type Random, randomFrom } from '../../test/simulators/pagerduty/random.ts';
import type { ShortIncident } from '../../test/simulators/pagerduty/short-incident.ts';

/** The zone of the people who tell the story. */
const STORY_ZONE = 'Europe/Berlin';

const SERVICES = [
  'checkout',
  'checkout',
  'cart',
  'search',
  'search',
  'gateway',
  'gateway',
  'login',
  'payouts',
  'notifications',
];
const RELEASE_TITLES = [
  'Payment page answers 500 after the release',
  'Orders stuck in "paying"',
  'Card tokens expire too early after the release',
  'Refunds time out',
];

/** The first instant of the Monday of the week in which `now` lies. */
export function weekStart(now: Instant): Instant {
  return startOfDay(mondayOf(dayAt(now, STORY_ZONE)), STORY_ZONE);
}

/** The first instant of the last Thursday that is over at `now`: on a Friday that of the day before. */
function lastThursday(now: Instant): Instant {
  return startOfDay(mondayOf(dayAt(now, STORY_ZONE) - 4) + 3, STORY_ZONE);
}

/** Half a minute after nine on the Monday after `now`: a digest that is due at nine is due. */
export function nextMonday(now: Instant): Instant {
  const monday = mondayOf(dayAt(now, STORY_ZONE)) + 7;
  return startOfDay(monday, STORY_ZONE) + 9 * HOUR + 30;
}

/** What happened before the curtain rises: a bad release last Thursday, and a ledger that has become slow. */
export function storySoFar(now: Instant): ShortIncident[] {
  const random = randomFrom(47);
  const release = badRelease(lastThursday(now) + 14 * HOUR, random);
  const slow = Array.from({ length: 44 }, (_, index): ShortIncident => {
    const createdAt = now - 27 * DAY + Math.floor(index * 0.6 * DAY) + random.between(0, 8 * HOUR);
    return ended(createdAt, random.between(180 * MINUTE, 360 * MINUTE), now, {
      service: 'ledger',
      priority: random.pick(['P2', 'P3']),
      title: random.pick([
        'Reconciliation falls behind',
        'Ledger queries above 30 s',
        'Nightly balance is late',
      ]),
      user: random.pick(['Dana Okafor', 'Luis Ferreira']),
    });
  });
  return [...release, ...slow].filter(({ createdAt }) => Number(createdAt) < now);
}

/**
 * What happens while time is moved on: first the rest of an ordinary week, which ends with nothing open, with a bad
 * release on its Thursday or, where that is over, on the day after; then a quiet one in which nothing happens at all,
 * and so on in turn.
 */
export function storyOf({ start, end }: Span, week: number): ShortIncident[] {
  if (week % 2 === 1) return [];
  const random = randomFrom(week + 1);
  const over = Math.min(end - 33 * HOUR, weekStart(end) - 8 * HOUR);
  const incidents: ShortIncident[] = [];
  for (let at = start + HOUR; at < over; at += random.between(2 * HOUR, 7 * HOUR)) {
    const monitor = random.next() < 0.4;
    incidents.push(
      ended(at, Math.round(random.around(monitor ? 9 * MINUTE : 38 * MINUTE, 0.7)), over, {
        service: random.pick(SERVICES),
        priority: random.pick(['P2', 'P3', 'P3', 'P4']),
        urgency: random.next() < 0.7 ? 'high' : 'low',
        endedBy: monitor ? 'monitor' : 'person',
        user: random.pick(['Dana Okafor', 'Luis Ferreira', 'Tom Whitfield', 'Priya Raman']),
      }),
    );
  }
  const thursday = Math.max(start + 2 * HOUR, weekStart(start) + 3 * DAY + 15 * HOUR);
  const release = badRelease(thursday, random).filter(({ resolvedAt }) => Number(resolvedAt) < over);
  return [...incidents, ...release].sort((one, other) => Number(one.createdAt) - Number(other.createdAt));
}

function badRelease(at: Instant, random: Random): ShortIncident[] {
  return RELEASE_TITLES.map((title, index) => ({
    createdAt: at + index * random.between(6 * MINUTE, 14 * MINUTE),
    acknowledgedAt: at + index * 15 * MINUTE + 5 * MINUTE,
    resolvedAt: at + random.between(3 * HOUR, 7 * HOUR),
    service: 'checkout',
    priority: 'P1',
    title,
    user: 'Dana Okafor',
  }));
}

/** An incident that a person acknowledged after a tenth of its time; open where it would end after `now`. */
function ended(
  createdAt: Instant,
  recovery: number,
  now: Instant,
  about: Partial<ShortIncident>,
): ShortIncident {
  const resolvedAt = Math.min(createdAt + recovery, now - 1);
  const acknowledgedAt = Math.min(createdAt + Math.ceil(recovery / 10), resolvedAt);
  return { createdAt, resolvedAt, acknowledgedAt, ...about };
}
