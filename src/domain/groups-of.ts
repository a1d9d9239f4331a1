import { rowChangeOf } from './change.ts';
import type { Classification, Group } from './classification.ts';
import { type ClassificationContext, classify, type Groupings } from './classify.ts';
import type { EpisodeFinder } from './episodes.ts';
import { grouped } from './grouped.ts';
import type { Population } from './population.ts';
import type { GroupRow, Groups } from './report.ts';
import { LEAST_EPISODES } from './statistics/hodges-lehmann.ts';
import { holm } from './statistics/holm.ts';
import { rankSumTest } from './statistics/rank-sum-test.ts';
import { recoveryStatistics } from './statistics/recovery-statistics.ts';
import { withMeanInterval } from './statistics/with-mean-interval.ts';
import type { Steps } from './steps.ts';

/** Of so many rows the mean's interval is computed: more are not shown. */
const ROWS_WITH_INTERVAL = 10;

/**
 * The chance of a false row in a table of unchanged ones: at most so much. Below 5 %, so that the approximation for large
 * samples does not use the promise up.
 */
const LEVEL = 0.04;

/** A group that has an incident, its place among the groups of the population, and its row of the table. */
interface Found {
  readonly index: number;
  readonly group: Group;
  readonly row: GroupRow;
}

/**
 * A population by one grouping or by two: a row for every group that has an incident.
 *
 * Ordered by hours lost, descending; where one of the groupings is a time, by time first. Equal ones by label, then key.
 *
 * @param compared with what the rows are compared; `null` for nothing
 * @returns in steps: run to the end, at once or in slices
 */
export function* groupsOf(
  population: Population,
  by: Groupings,
  context: ClassificationContext,
  compared: Compared | null = null,
): Steps<Groups> {
  const classification = classify(population.table, by, context);
  const memberships = membershipsOf(population, classification);
  yield;
  const samples = grouped(population.recovery, memberships);
  const { groups } = classification;
  const labels = distinctLabels(groups);
  const found: Found[] = [];
  groups.forEach((group, index) => {
    const statistics = samples[index] && recoveryStatistics(samples[index]);
    if (!statistics) return;
    // A label for each group.
    const row = { key: group.key, label: labels[index] as string, statistics, change: null };
    found.push({ index, group, row });
  });
  found.sort(
    (one, other) =>
      (one.group.time ?? 0) - (other.group.time ?? 0) ||
      other.row.statistics.total - one.row.statistics.total ||
      inAlphabet(one.row.label, other.row.label) ||
      inAlphabet(one.row.key, other.row.key),
  );
  yield;

  const byTime = found.some(({ group }) => group.time !== null);
  const changes =
    compared === null || byTime
      ? found.map(() => null)
      : yield* rowChanges(found, memberships, compared, classify(compared.before.table, by, context));
  const firstShown = byTime ? Math.max(0, found.length - ROWS_WITH_INTERVAL) : 0;
  const rows: GroupRow[] = [];
  for (const [place, { index, row }] of found.entries()) {
    const isShown = place >= firstShown && place < firstShown + ROWS_WITH_INTERVAL;
    if (isShown) yield;
    const sample = samples[index] as Uint32Array;
    const statistics = isShown ? withMeanInterval(row.statistics, sample) : row.statistics;
    rows.push({ ...row, statistics, change: changes[place] ?? null });
  }
  return { by, rows, overlapping: memberships.some((several) => several.length > 1) };
}

/** The population before, and the episodes of both. */
export interface Compared {
  readonly before: Population;
  readonly episodesNow: EpisodeFinder;
  readonly episodesBefore: EpisodeFinder;
}

type Memberships = readonly (readonly number[])[];

/** The change of every row; what is said of one holds for the whole table. */
function* rowChanges(
  found: readonly Found[],
  membershipsNow: Memberships,
  { before, ...finders }: Compared,
  classificationBefore: Classification,
): Steps<readonly GroupRow['change'][]> {
  const membershipsBefore = membershipsOf(before, classificationBefore);
  yield;
  const indexBefore = new Map(classificationBefore.groups.map(({ key }, index) => [key, index]));
  const episodesNow = yield* episodesByGroup(finders.episodesNow, membershipsNow);
  const episodesBefore = yield* episodesByGroup(finders.episodesBefore, membershipsBefore);
  const none = new Float64Array();
  const sides = found.map(({ index, group }) => ({
    now: episodesNow[index] ?? none,
    before: episodesBefore[indexBefore.get(group.key) ?? -1] ?? none,
  }));
  const pValues: number[] = [];
  for (const side of sides) {
    yield;
    pValues.push(isEnough(side.now) && isEnough(side.before) ? rankSumTest(side.now, side.before) : 1);
  }
  // Rows with too few episodes are no comparisons: that there are any does not make the others less sure.
  const rivals = sides.flatMap((side, place) => (isEnough(side.now) && isEnough(side.before) ? [place] : []));
  const rejected = holm(
    rivals.map((place) => pValues[place] as number),
    LEVEL,
  );
  const certain = new Set(rivals.filter((_, index) => rejected[index]));
  const changes: GroupRow['change'][] = [];
  for (const [place, side] of sides.entries()) {
    yield;
    changes.push(rowChangeOf(side.now, side.before, certain.has(place)));
  }
  return changes;
}

function isEnough(episodes: Float64Array): boolean {
  return episodes.length >= LEAST_EPISODES;
}

function* episodesByGroup(finder: EpisodeFinder, memberships: Memberships): Steps<readonly Float64Array[]> {
  yield;
  const positions = grouped(
    finder.order,
    Array.from(finder.order, (position) => memberships[position] as readonly number[]),
  );
  const episodes: Float64Array[] = [];
  for (const [group, its] of positions.entries()) {
    if (group % 16 === 0) yield;
    episodes.push(finder.among(its));
  }
  return episodes;
}

function membershipsOf({ rows }: Population, classification: Classification): Memberships {
  return Array.from(rows, (row) => classification.groupsOf(row));
}

/** Labels of which no two are equal: those that are take the integration's name, then the key. */
export function distinctLabels(groups: readonly Group[]): readonly string[] {
  const qualified = apart(
    groups,
    (group) => group.label,
    (group) => `${group.label} (${group.qualifier})`,
  );
  return apart(
    groups,
    (_, index) => qualified[index] as string,
    (group, index) => `${qualified[index]} [${group.key}]`,
  );
}

type Labelling = (group: Group, index: number) => string;

function apart(groups: readonly Group[], label: Labelling, longer: Labelling): readonly string[] {
  const labels = groups.map(label);
  const seen = new Map<string, number>();
  for (const each of labels) seen.set(each, (seen.get(each) ?? 0) + 1);
  return labels.map((each, index) => (seen.get(each) === 1 ? each : longer(groups[index] as Group, index)));
}

/** By code units: the same on every machine, whatever its language. */
export function inAlphabet(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
