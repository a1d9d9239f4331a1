import { coordinate } from './coordinate.ts';

/** One bar of a picture. */
export interface Bar {
  /** `W44`, `16 Nov`. */
  readonly label: string;
  /** `null`: nothing is known there. It stays empty, which is not the same as 0. Not negative. */
  readonly value: number | null;
  /** How people read the value: `1h 8m`. */
  readonly text: string;
  /** Whether it is not over yet: drawn lighter. */
  readonly partial?: boolean;
}

const WHOLE = '#1b6e4f';
const PARTIAL = '#8cc3ab';

/** The greatest value of some bars; 0 without any. */
export function greatest(bars: readonly Bar[]): number {
  return Math.max(0, ...bars.map(({ value }) => value ?? 0));
}

/** How tall a bar is where the greatest one fills the room. 0 is a line that can be seen. */
export function heightOf(value: number, most: number, room: number): number {
  return most === 0 ? 1 : Math.max(1, (value / most) * room);
}

/** A bar that stands on `bottom`, its middle at `middle`. */
export function barElement(
  { partial }: Bar,
  {
    middle,
    bottom,
    width,
    height,
  }: { readonly middle: number; readonly bottom: number; readonly width: number; readonly height: number },
): string {
  return `<rect x="${coordinate(middle - width / 2)}" y="${coordinate(bottom - height)}" width="${coordinate(width)}" height="${coordinate(height)}" fill="${partial ? PARTIAL : WHOLE}"/>`;
}
