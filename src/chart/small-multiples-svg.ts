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

const WIDTH = 800;
const ROW = 72;
const HEAD = 40;
const LEFT = 280;
const RIGHT = 24;
const GREEN = '#1b6e4f';
const LIGHT = '#8cc3ab';
const INK = '#1d1c1d';
const GREY = '#5c5b5f';

/**
 * Rows of bars, each in a scale of its own: for looking at how each of several things went, not for comparing their heights.
 * The highest bar of a row carries its value, so that the scale can be read.
 */
export function smallMultiplesSvg(title: string, panels: readonly Panel[]): string {
  const height = HEAD + Math.max(1, panels.length) * ROW;
  const rows = panels.map((panel, index) => row(panel, HEAD + index * ROW));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="DejaVu Sans">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(16, 26, title, { size: 15, weight: 'bold', most: 90 }),
    ...rows,
    '</svg>',
  ].join('\n');
}

function row({ title, figure, bars }: Panel, top: number): string {
  const most = Math.max(0, ...bars.map(({ value }) => value ?? 0));
  const step = bars.length === 0 ? 0 : (WIDTH - LEFT - RIGHT) / bars.length;
  const room = ROW - 34;
  const highest = bars.findIndex(({ value }) => value === most);
  const drawn = bars.map(({ label, value, text: shown, partial }, index) => {
    const x = LEFT + index * step;
    const middle = x + step / 2;
    // Every label of a few, else the first, the last and what fits between.
    const every = Math.max(1, Math.ceil(bars.length / 7));
    const name =
      index % every === 0
        ? text(middle, top + ROW - 6, label, { size: 10, fill: GREY, anchor: 'middle', most: 12 })
        : '';
    if (value === null) return name;
    const tall = most === 0 ? 1 : Math.max(1, (value / most) * room);
    const bar = `<rect x="${round(x + step * 0.15)}" y="${round(top + ROW - 18 - tall)}" width="${round(step * 0.7)}" height="${round(tall)}" fill="${partial ? LIGHT : GREEN}"/>`;
    const peak =
      index === highest
        ? text(middle, top + ROW - 21 - tall, shown, { size: 10, fill: INK, anchor: 'middle', most: 14 })
        : '';
    return `${name}${bar}${peak}`;
  });
  return [
    `<line x1="16" y1="${top}" x2="${WIDTH - 16}" y2="${top}" stroke="#dddddd"/>`,
    text(16, top + 26, title, { size: 14, weight: 'bold', most: 28 }),
    text(16, top + 47, figure, { size: 12, fill: GREY, most: 40 }),
    ...drawn,
  ].join('\n');
}

interface TextStyle {
  readonly size: number;
  readonly weight?: 'bold';
  readonly fill?: string;
  readonly anchor?: 'middle';
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
