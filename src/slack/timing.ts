/** How long people and Slack are kept waiting, in milliseconds. */
export interface Timing {
  /** How long a submitted modal waits for its answer before it says to wait. Slack gives 3 s in all. */
  readonly submit: number;
  /** The least time between two updates of one progress message. */
  readonly progress: number;
  /** The least time between a change of the data and Homes that show it. */
  readonly home: number;
  /** How long Slack takes to show a picture that it was given. */
  readonly picture: number;
}

export const standardTiming: Timing = { submit: 2_000, progress: 4_000, home: 60_000, picture: 1_500 };
