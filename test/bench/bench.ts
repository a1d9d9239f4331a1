/** One line of the bench's table. */
export interface Figure {
  readonly measure: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | 'MB' | 'requests' | '×' | '%' | '';
  /** The value must not exceed this. */
  readonly reach?: number;
  /** The same measure on a reference, in the same run, and what the reference is. */
  readonly reference?: { readonly name: string; readonly value: number };
}

/** A part of the bench. Prepares what it needs, measures, cleans up. */
export interface Bench {
  readonly name: string;
  run(): Promise<readonly Figure[]>;
}

/** The value below which a share of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function number(value: number): string {
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return value.toFixed(0);
  return value.toPrecision(3);
}

/** The table as people read it, one figure a line. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.measure,
    `${number(figure.value)} ${figure.unit}`.trim(),
    figure.reach === undefined ? '' : `≤ ${number(figure.reach)} ${figure.unit}`.trim(),
    figure.reach === undefined ? '' : figure.value <= figure.reach ? 'reached' : 'MISSED',
    figure.reference === undefined
      ? ''
      : `${figure.reference.name}: ${number(figure.reference.value)} ${figure.unit}`.trim(),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
