import { type Bar, barElement, greatest, heightOf } from './bar.ts';
import { textElement } from './text-element.ts';

/** One row of the picture: a name, its number, and how it went. */
export interface Panel {
  readonly title: string;
  /** `MTTR 1h 8m`. */
  readonly figure: string;
  readonly bars: readonly Bar[];
}

/** No wider: a phone shows it at three quarters of this, and its small print has to be read there. */
const WIDTH = 480;
const ROW = 104;
const HEAD = 40;
const EDGE = 16;
/** Above the bars of a row, and below them. */
const ABOVE = 48;
const BELOW = 20;

/**
 * Rows of bars, each in a scale of its own: for looking at how each of several things went, not for comparing their heights.
 * The highest bar of a row carries its value, so that the scale can be read. Drawn as a card with round corners, which looks
 * as if it were meant so on a dark ground, too.
 */
export function smallMultiplesSvg(title: string, panels: readonly Panel[]): string {
  const height = HEAD + Math.max(1, panels.length) * ROW;
  const rows = panels.map((panel, index) => row(panel, HEAD + index * ROW));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="DejaVu Sans">`,
    `<rect width="${WIDTH}" height="${height}" rx="12" fill="#ffffff"/>`,
    textElement(EDGE, 26, title, { size: 14, weight: 'bold', most: 50 }),
    ...rows,
    '</svg>',
  ].join('\n');
}

function row({ title, figure, bars }: Panel, top: number): string {
  const most = greatest(bars);
  const step = bars.length === 0 ? 0 : (WIDTH - 2 * EDGE) / bars.length;
  const bottom = top + ROW - BELOW;
  const highest = bars.findIndex(({ value }) => value === most);
  // Every label of a few, else the first, the last and what fits between.
  const every = Math.max(1, Math.ceil(bars.length / 7));
  const small = { size: 12, anchor: 'middle' } as const;
  const drawn = bars.map((bar, index) => {
    const { label, value, text } = bar;
    const middle = EDGE + (index + 0.5) * step;
    const name =
      index % every === 0
        ? textElement(middle, bottom + 14, label, { ...small, tone: 'grey', most: 12 })
        : '';
    if (value === null) return name;
    const height = heightOf(value, most, ROW - ABOVE - BELOW);
    const drawnBar = barElement(bar, { middle, bottom, width: step * 0.7, height });
    const peak =
      index === highest ? textElement(middle, bottom - height - 4, text, { ...small, most: 14 }) : '';
    return `${name}${drawnBar}${peak}`;
  });
  return [
    `<line x1="${EDGE}" y1="${top}" x2="${WIDTH - EDGE}" y2="${top}" stroke="#dddddd"/>`,
    textElement(EDGE, top + 24, title, { size: 14, weight: 'bold', most: 24 }),
    textElement(WIDTH - EDGE, top + 24, figure, { size: 12, tone: 'grey', anchor: 'end', most: 32 }),
    ...drawn,
  ].join('\n');
}
