import { fitted, svgText } from './svg-text.ts';

/** One bar of a panel. */
export interface Bar {
  /** `W44`, `16 Nov`. */
  readonly label: string;
  /** `null`: nothing is known there. It stays empty, which is not the same as 0. */
  readonly value: number | null;
  /** How people read the value: `1h 8m`. */
  readonly text: string;
  /** Whether it is not over yet: drawn lighter. */
  readonly partial?: boolean;
}

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
const GREEN = '#1b6e4f';
const LIGHT = '#8cc3ab';
const INK = '#1d1c1d';
const GREY = '#5c5b5f';

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
    text(EDGE, 26, title, { size: 14, weight: 'bold', most: 50 }),
    ...rows,
    '</svg>',
  ].join('\n');
}

function row({ title, figure, bars }: Panel, top: number): string {
  const most = Math.max(0, ...bars.map(({ value }) => value ?? 0));
  const step = bars.length === 0 ? 0 : (WIDTH - 2 * EDGE) / bars.length;
  const room = ROW - ABOVE - BELOW;
  const bottom = top + ROW - BELOW;
  const highest = bars.findIndex(({ value }) => value === most);
  const drawn = bars.map(({ label, value, text: shown, partial }, index) => {
    const x = EDGE + index * step;
    const middle = x + step / 2;
    // Every label of a few, else the first, the last and what fits between.
    const every = Math.max(1, Math.ceil(bars.length / 7));
    const name =
      index % every === 0
        ? text(middle, bottom + 14, label, { size: 12, fill: GREY, anchor: 'middle', most: 12 })
        : '';
    if (value === null) return name;
    const tall = most === 0 ? 1 : Math.max(1, (value / most) * room);
    const bar = `<rect x="${round(x + step * 0.15)}" y="${round(bottom - tall)}" width="${round(step * 0.7)}" height="${round(tall)}" fill="${partial ? LIGHT : GREEN}"/>`;
    const peak =
      index === highest
        ? text(middle, bottom - tall - 4, shown, { size: 12, fill: INK, anchor: 'middle', most: 14 })
        : '';
    return `${name}${bar}${peak}`;
  });
  return [
    `<line x1="${EDGE}" y1="${top}" x2="${WIDTH - EDGE}" y2="${top}" stroke="#dddddd"/>`,
    text(EDGE, top + 24, title, { size: 14, weight: 'bold', most: 24 }),
    text(WIDTH - EDGE, top + 24, figure, { size: 12, fill: GREY, anchor: 'end', most: 32 }),
    ...drawn,
  ].join('\n');
}

interface TextStyle {
  readonly size: number;
  readonly weight?: 'bold';
  readonly fill?: string;
  readonly anchor?: 'middle' | 'end';
  /** Characters that fit. */
  readonly most: number;
}

function text(x: number, y: number, words: string, { size, weight, fill, anchor, most }: TextStyle): string {
  const style = `font-size="${size}" fill="${fill ?? INK}"${weight ? ` font-weight="${weight}"` : ''}${anchor ? ` text-anchor="${anchor}"` : ''}`;
  return `<text x="${round(x)}" y="${round(y)}" ${style}>${svgText(fitted(words, most))}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
