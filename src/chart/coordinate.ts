/** A number as it is written into a picture: to a tenth of a unit. */
export function coordinate(value: number): number {
  return Math.round(value * 10) / 10;
}
