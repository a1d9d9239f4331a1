import type { Panel } from '../../chart/small-multiples-svg.ts';
import type { Report } from '../../domain/report.ts';
import { plural, thousands } from '../blocks/numbers.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { durationText } from '../mttr/number-text.ts';
import type { HomeNumber } from './home-numbers.ts';

/** One line of the Home: a collection, or all services. */
export interface HomeRow {
  /** `null`: all services. */
  readonly collection: { readonly id: string; readonly name: string } | null;
  readonly number: HomeNumber;
}

/** What a row is called. */
function rowName({ collection }: HomeRow): string {
  return collection?.name ?? 'All services';
}

/** `*Payments*: *MTTR 1h 8m* · High · 9 incidents · half within 35m · open now: 1`. Mrkdwn. */
export function rowText(row: HomeRow): string {
  const name = `*${escapeMrkdwn(rowName(row))}*`;
  if ('sentence' in row.number) return `${name}: ${escapeMrkdwn(row.number.sentence)}`;
  const { report } = row.number;
  const { recovery, open } = report;
  const openText = open.count === 0 ? 'none open' : `${thousands(open.count)} open now`;
  if (recovery === null) return `${name}: no data: nothing was resolved · ${openText}`;
  return [
    `${name}: *MTTR ${durationText(recovery.mean)}*`,
    `SEI band ${recovery.band}${recovery.bandCertain ? '' : ' (not certain)'}`,
    plural(recovery.n, 'incident'),
    `half within ${durationText(recovery.median)}`,
    openText,
  ].join(' · ');
}

/** The row in the picture. */
export function panelOf(row: HomeRow): Panel {
  const report = 'report' in row.number ? row.number.report : null;
  const recovery = report?.recovery ?? null;
  return {
    title: rowName(row),
    figure:
      recovery === null
        ? 'no data'
        : `MTTR ${durationText(recovery.mean)} · ${plural(recovery.n, 'incident')}`,
    bars: report === null ? [] : barsOf(report),
  };
}

function barsOf({ trend }: Report): Panel['bars'] {
  return trend.points.map(({ label, statistics, complete }) => ({
    label,
    value: statistics?.mean ?? null,
    text: statistics === null ? '' : durationText(statistics.mean),
    partial: !complete,
  }));
}

/** The row of the picture in words, for those who do not see it. */
export function panelAlt({ title, bars }: Panel): string {
  const known = bars.filter(({ value }) => value !== null);
  const values = known.map(({ label, text, partial }) => `${label} ${text}${partial ? ' (so far)' : ''}`);
  return `${title}: ${values.length === 0 ? 'no data' : values.join(', ')}`;
}
