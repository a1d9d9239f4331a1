/** Everything that is wrong with `satellite.yml`, at once; the message is what the operator reads. */
export class SatelliteFileError extends Error {
  override readonly name = 'SatelliteFileError';
  readonly path: string;
  readonly problems: readonly string[];

  constructor(path: string, problems: readonly string[], options?: ErrorOptions) {
    super(
      [`${path} cannot be used yet:`, ...problems.map((problem) => `  - ${problem}`)].join('\n'),
      options,
    );
    this.path = path;
    this.problems = problems;
  }
}
