import { type Bar, barElement, greatest, heightOf } from './bar.ts';
import { textElement } from './text-element.ts';

const WIDTH = 800;
const HEIGHT = 320;
const TOP = 64;
const BOTTOM = 44;
const SIDE = 24;

/** One row of bars, each with its value above and its label below. What is not over yet is lighter. */
export function barsSvg(title: string, bars: readonly Bar[]): string {
  const most = greatest(bars);
  const step = (WIDTH - 2 * SIDE) / Math.max(1, bars.length);
  const floor = HEIGHT - BOTTOM;
  // About 6 units a character: neighbours do not run into each other.
  const small = { size: 11, anchor: 'middle', most: Math.max(3, Math.floor(step / 6)) } as const;
  const drawn = bars.map((bar, index) => {
    const { label, value, text } = bar;
    const middle = SIDE + (index + 0.5) * step;
    const name = textElement(middle, floor + 20, label, { ...small, tone: 'grey' });
    if (value === null) return name;
    const height = heightOf(value, most, floor - TOP);
    const drawnBar = barElement(bar, { middle, bottom: floor, width: step * 0.7, height });
    return `${name}${drawnBar}${textElement(middle, floor - height - 6, text, small)}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="DejaVu Sans">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    textElement(SIDE, 30, title, { size: 16, weight: 'bold', most: 80 }),
    `<line x1="${SIDE}" y1="${floor}" x2="${WIDTH - SIDE}" y2="${floor}" stroke="#bbbbbb"/>`,
    ...drawn,
    '</svg>',
  ].join('\n');
}
