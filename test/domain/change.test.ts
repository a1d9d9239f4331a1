import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/duration.ts';
import { tableOf } from '../../src/domain/incident-table.ts';
import { type IncidentOptions, incidents } from '../fixtures/incident.ts';
import { NOVEMBER, numbers } from '../fixtures/mttr.ts';

const OCTOBER = NOVEMBER.start - 30 * 24 * HOUR;

/** Incidents hours apart: each is an episode. */
function spread(minutes: readonly number[], start: number, options: IncidentOptions = {}): IncidentOptions[] {
  return minutes.map((each, index) => ({
    recovery: each * 60,
    createdAt: start + index * 7 * HOUR,
    ...options,
  }));
}

function change(now: readonly IncidentOptions[], before: readonly IncidentOptions[]) {
  return numbers(now, { before: tableOf(incidents(...before)) }).change;
}

const USUAL = [12, 18, 25, 33, 40, 52, 66, 90];

test('incidents that take half as long are clearly faster, with the ratio and how sure it is', () => {
  const found = change(
    spread(
      USUAL.map((minutes) => minutes / 4),
      NOVEMBER.start,
    ),
    spread(USUAL, OCTOBER),
  );
  expect(found).toMatchObject({ verdict: 'clearly faster', episodesNow: 8, episodesBefore: 8 });
  expect(found?.ratio).toBeCloseTo(0.25, 2);
  expect(found?.ratioInterval?.[1]).toBeLessThan(1);
  expect(found?.typicalNow).toBeCloseTo((36.5 / 4) * 60, 6);
});

test('the same the other way round is clearly slower', () => {
  expect(
    change(
      spread(USUAL, NOVEMBER.start),
      spread(
        USUAL.map((each) => each / 4),
        OCTOBER,
      ),
    )?.verdict,
  ).toBe('clearly slower');
});

test('fewer than six episodes on a side are too few, however many incidents they are', () => {
  const storm = Array.from({ length: 40 }, (_, index) => ({
    recovery: '5m',
    createdAt: NOVEMBER.start + index * 60,
  }));
  expect(change(storm, spread(USUAL, OCTOBER))).toMatchObject({
    verdict: 'too few',
    ratio: null,
    ratioInterval: null,
    smallestNoticeable: null,
    episodesNow: 1,
  });
});

test('a small effect is none, however certain it is', () => {
  const many = Array.from({ length: 600 }, (_, index) => 30 + (index % 10) / 10);
  const now = spread(
    many.map((each) => each * 0.95),
    NOVEMBER.start,
  );
  const found = change(
    now.map((each, index) => ({ ...each, createdAt: NOVEMBER.start + index * HOUR })),
    spread(many, OCTOBER).map((each, index) => ({ ...each, createdAt: OCTOBER + index * HOUR })),
  );
  expect(found?.ratioInterval?.[1]).toBeLessThan(1);
  expect(found?.verdict).toBe("can't tell");
});

test('without a window before that is wholly covered there is no change', () => {
  expect(numbers(spread(USUAL, NOVEMBER.start), { before: null }).change).toBeNull();
});

describe('rows', () => {
  const services = ['a', 'b', 'c'];
  const table = (now: (service: string) => readonly number[], by: 'service' | 'week' = 'service') =>
    numbers(
      services.flatMap((service) => spread(now(service), NOVEMBER.start, { service })),
      {
        by: [by],
        before: tableOf(incidents(...services.flatMap((service) => spread(USUAL, OCTOBER, { service })))),
      },
    ).groups.rows;

  test('each is compared with itself, and says what holds for the whole table', () => {
    const rows = table((service) => (service === 'b' ? USUAL.map((each) => each / 20) : USUAL));
    expect(rows.map(({ label, change }) => [label, change?.verdict])).toEqual([
      ['a', "can't tell"],
      ['c', "can't tell"],
      ['b', 'clearly faster'],
    ]);
  });

  test('what is enough for one row alone is not for one of three', () => {
    // p = 0.028 by itself; Holm asks for 0.017 of the smallest of three.
    const slower = USUAL.map((each) => each * 2.6);
    expect(change(spread(slower, NOVEMBER.start), spread(USUAL, OCTOBER))?.verdict).toBe('clearly slower');
    const rows = table((service) => (service === 'b' ? slower : USUAL));
    expect(rows.map(({ change }) => change?.verdict)).toEqual(["can't tell", "can't tell", "can't tell"]);
  });

  test('weeks are no rows to compare', () => {
    expect(table(() => USUAL, 'week').map(({ change }) => change)).toContain(null);
  });

  test('a row that was not there before has too few', () => {
    const rows = numbers(spread(USUAL, NOVEMBER.start)).groups.rows;
    expect(rows[0]?.change).toMatchObject({ verdict: 'too few', ratio: null, episodesBefore: 0 });
  });

  test('the mean of the first ten has an interval, of all others the median', () => {
    const many = Array.from({ length: 12 }, (_, index) => `s${index}`);
    const { rows } = numbers(
      many.flatMap((service, index) =>
        spread(
          USUAL.map((each) => each + index),
          NOVEMBER.start,
          { service },
        ),
      ),
    ).groups;
    expect(rows.map(({ statistics }) => statistics.meanInterval !== null)).toEqual(
      many.map((_, index) => index < 10),
    );
    expect(rows.every(({ statistics }) => statistics.medianInterval !== null)).toBe(true);
  });
});

describe('under “created”', () => {
  const day = 24 * HOUR;
  const created = (start: number, recovery: string | null): IncidentOptions[] =>
    Array.from({ length: 8 }, (_, index) => ({ createdAt: start + index * day, recovery, number: index }));

  test('the window before is seen as it stood at the same age: what was resolved later was open then', () => {
    // A week under way, five days old; of the week before, what took six days was not over after five.
    const window = { start: NOVEMBER.start, end: NOVEMBER.start + 5 * day, zone: 'UTC' };
    const earlier = [
      { createdAt: window.start - 7 * day, recovery: '6d', number: 1 },
      { createdAt: window.start - 7 * day, recovery: '1h', number: 2 },
      { createdAt: window.start - day, recovery: '1m', number: 3 },
    ];
    const found = numbers([], {
      window,
      track: 'created',
      beforeStart: window.start - 7 * day,
      asOf: window.end,
      before: tableOf(incidents(...earlier)),
    });
    expect(found.before).toMatchObject({ n: 1, mean: HOUR });
    expect(found.populationBefore?.unresolved).toBe(1);
    expect(found.medianWithOpenBefore).toBe(HOUR);
  });

  test('open incidents are counted: the median is that of all, not of the resolved ones alone', () => {
    const list = [
      ...created(NOVEMBER.start, '1h').slice(0, 3),
      ...created(NOVEMBER.start, null).slice(0, 2),
      { createdAt: NOVEMBER.start, recovery: '2h' },
    ];
    const found = numbers(list, { track: 'created' });
    expect(found.recovery?.median).toBe(HOUR);
    expect(found.medianWithOpen).toBe(1.5 * HOUR);
    expect(numbers(created(NOVEMBER.start, null), { track: 'created' }).medianWithOpen).toBe('not reached');
    expect(numbers(list).medianWithOpen).toBeNull();
  });

  test('a timeout is no recovery: it lasted so long at least', () => {
    const list = [{ recovery: '1h', ending: 'timeout' as const }, { recovery: '2h' }, { recovery: '3h' }];
    expect(numbers(list, { track: 'created' }).medianWithOpen).toBe(2.5 * HOUR);
  });
});
