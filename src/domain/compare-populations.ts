import { changeOf } from './change.ts';
import { type EpisodeFinder, episodeFinder } from './episodes.ts';
import type { Compared } from './groups-of.ts';
import type { Population } from './population.ts';
import type { Change } from './report.ts';
import { median } from './statistics/median.ts';
import type { Steps } from './steps.ts';

/** The episodes of a population and of the one before it: what statements about change count. */
export function* comparedWith(now: Population, before: Population): Steps<Compared> {
  const episodesNow = episodeFinder(now);
  yield;
  const episodesBefore = episodeFinder(before);
  yield;
  return { before, episodesNow, episodesBefore };
}

/** Whether a population recovers faster than the one before it. They may have windows of different lengths. */
export function* changeIn(now: Population, { before, episodesNow, episodesBefore }: Compared): Steps<Change> {
  const side = (population: Population, finder: EpisodeFinder) => ({
    median: median(population.recovery),
    episodes: finder.among(finder.order),
  });
  const sideNow = side(now, episodesNow);
  yield;
  const sideBefore = side(before, episodesBefore);
  yield;
  const change = changeOf(sideNow, sideBefore);
  yield;
  return change;
}
