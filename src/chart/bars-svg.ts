import type { Bar } from './small-multiples-svg.ts';
import { fitted, svgText } from './svg-text.ts';

const WIDTH = 800;
const HEIGHT = 320;
const TOP = 64;
const BOTTOM = 44;
const SIDE = 24;
const GREEN = '#1b6e4f';
const LIGHT = '#8cc3ab';
const INK = '#1d1c1d';
const GREY = '#5c5b5f';

/** One row of bars, each with its value above and its label below; values are not negative. What is not over yet is lighter. */
export function barsSvg(title: string, bars: readonly Bar[]): string {
  const most = Math.max(0, ...bars.map(({ value }) => value ?? 0));
  const step = (WIDTH - 2 * SIDE) / Math.max(1, bars.length);
  const floor = HEIGHT - BOTTOM;
  const room = floor - TOP;
  // About 6 units a character: neighbours do not run into each other.
  const letters = Math.max(3, Math.floor(step / 6));
  const drawn = bars.map(({ label, value, text, partial }, index) => {
    const middle = SIDE + (index + 0.5) * step;
    const name = words(middle, floor + 20, fitted(label, letters), 11, GREY);
    if (value === null) return name;
    const tall = most === 0 ? 1 : Math.max(1, (value / most) * room);
    const bar = `<rect x="${round(middle - step * 0.35)}" y="${round(floor - tall)}" width="${round(step * 0.7)}" height="${round(tall)}" fill="${partial ? LIGHT : GREEN}"/>`;
    return `${name}${bar}${words(middle, floor - tall - 6, fitted(text, letters), 11, INK)}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="DejaVu Sans">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${SIDE}" y="30" font-size="16" font-weight="bold" fill="${INK}">${svgText(fitted(title, 80))}</text>`,
    `<line x1="${SIDE}" y1="${floor}" x2="${WIDTH - SIDE}" y2="${floor}" stroke="#bbbbbb"/>`,
    ...drawn,
    '</svg>',
  ].join('\n');
}

function words(x: number, y: number, text: string, size: number, fill: string): string {
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}" text-anchor="middle">${svgText(text)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
