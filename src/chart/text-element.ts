import { coordinate } from './coordinate.ts';

const INK = '#1d1c1d';
const GREY = '#5c5b5f';

export interface TextStyle {
  readonly size: number;
  readonly weight?: 'bold';
  /** What explains a figure is lighter than the figure. */
  readonly tone?: 'grey';
  readonly anchor?: 'middle' | 'end';
  /** Characters that fit. */
  readonly most: number;
}

/** Words at a place of a picture. */
export function textElement(
  x: number,
  y: number,
  words: string,
  { size, weight, tone, anchor, most }: TextStyle,
): string {
  const style = [
    `font-size="${size}" fill="${tone === 'grey' ? GREY : INK}"`,
    ...(weight ? [`font-weight="${weight}"`] : []),
    ...(anchor ? [`text-anchor="${anchor}"`] : []),
  ];
  return `<text x="${coordinate(x)}" y="${coordinate(y)}" ${style.join(' ')}>${escaped(fitted(words, most))}</text>`;
}

/** A text inside SVG: escaped, and without characters that XML does not know. */
function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids exactly these
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

/** At most so many characters; what is cut off shows as an ellipsis. Never cuts a character in two. */
function fitted(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
