import type { AnyBlock } from '@slack/types';
import type { Bucket } from '../../domain/bucket.ts';
import { HOUR, MINUTE, type Seconds } from '../../domain/duration.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Report } from '../../domain/report.ts';
import type { DataVisualizationBlock } from '../blocks/chart.ts';
import { inZone } from '../blocks/date-text.ts';
import { thousands } from '../blocks/numbers.ts';
import { section } from '../blocks/section.ts';
import { countsIncidents, wordsFor } from './metric-words.ts';
import { durationText } from './number-text.ts';

const MOST_CATEGORIES = 20;

/** How a number went, ready to be drawn or said. */
export interface Course {
  /** `Median recovery by week`: names what is drawn, not its unit. At most 50 characters. */
  readonly title: string;
  /** `hours`, `minutes`; `null` where the title says it. */
  readonly unit: 'hours' | 'minutes' | null;
  /** In their order, at most 20; the labels are unique and have at most 20 characters. */
  readonly points: readonly {
    readonly label: string;
    /** In the unit. */
    readonly value: number;
    /** The same in words: `1h 39m (4)`. */
    readonly words: string;
  }[];
}

/**
 * How the number of a report went; `null` where there are fewer than two points to compare.
 *
 * Points at which nothing was resolved are left out, since there an MTTR is unknown, not 0. One that the window holds only
 * a part of, mostly the newest, says so.
 */
export function courseOf(report: Report): Course | null {
  const course = countsIncidents(report.definition.metric) ? courseOfCounts(report) : courseOfTimes(report);
  return course.points.length < 2 ? null : course;
}

function courseOfTimes({ trend, definition }: Report): Course {
  const known = trend.points
    .flatMap(({ start, label, statistics, complete }) =>
      statistics === null
        ? []
        : [{ label: labelOf({ start, label, complete }, trend.bucket, definition), statistics }],
    )
    .slice(-MOST_CATEGORIES);
  const unit = unitFor(Math.max(0, ...known.map(({ statistics }) => statistics.median)));
  return {
    title: titleOf(`Median ${wordsFor(definition.metric).noun} by ${trend.bucket}`, known),
    unit: unit.name,
    points: known.map(({ label, statistics }) => ({
      label,
      value: Math.round((statistics.median / unit.seconds) * 10) / 10,
      words: `${durationText(statistics.median)} (${thousands(statistics.n)})`,
    })),
  };
}

function courseOfCounts({ counts, definition }: Report): Course {
  const { bucket, points } = counts?.trend ?? { bucket: 'day', points: [] };
  const shown = points.slice(-MOST_CATEGORIES).map(({ count, ...point }) => ({
    label: labelOf(point, bucket, definition),
    value: count,
    words: thousands(count),
  }));
  return {
    title: titleOf(`${wordsFor(definition.metric).name} by ${bucket}`, shown),
    unit: null,
    points: shown,
  };
}

/** The trend as Slack's own chart. */
export function trendChart(report: Report): AnyBlock[] {
  const course = courseOf(report);
  if (course === null) return [];
  const { title, unit, points } = course;
  const block: DataVisualizationBlock = {
    type: 'data_visualization',
    title,
    chart: {
      type: 'bar',
      series: [
        {
          name: countsIncidents(report.definition.metric)
            ? wordsFor(report.definition.metric).name
            : 'Median',
          data: points.map(({ label, value }) => ({ label, value })),
        },
      ],
      axis_config: {
        categories: points.map(({ label }) => label),
        ...(unit === null ? {} : { y_label: unit }),
      },
    },
  };
  return [block];
}

/** The same in words, for a Slack that does not take the chart, and for screen readers. */
export function trendText(report: Report): string {
  const course = courseOf(report);
  if (course === null) return '';
  const note = countsIncidents(report.definition.metric) ? '' : ', incidents in brackets';
  return `${course.title}${note}: ${course.points.map(({ label, words }) => `${label} ${words}`).join(' · ')}`;
}

/** The trend as a paragraph. */
export function trendParagraph(report: Report): AnyBlock[] {
  const text = trendText(report);
  return text === '' ? [] : [section(text)];
}

/** Marks what the time holds only a part of. */
export const PART = '*';

interface Point {
  readonly start: Instant;
  readonly label: string;
  readonly complete: boolean;
}

/** Weeks by the day on which they begin: that is easier to find than their number. */
function labelOf(
  { start, label, complete }: Point,
  bucket: Bucket,
  { window }: Report['definition'],
): string {
  const name = bucket === 'week' ? inZone(start, window.zone, 'd MMM') : label;
  return complete ? name : `${name}${PART}`;
}

function titleOf(title: string, points: readonly { readonly label: string }[]): string {
  return points.some(({ label }) => label.endsWith(PART)) ? `${title} (${PART} in part)` : title;
}

function unitFor(largest: Seconds): { name: 'hours' | 'minutes'; seconds: Seconds } {
  return largest >= 3 * HOUR ? { name: 'hours', seconds: HOUR } : { name: 'minutes', seconds: MINUTE };
}
