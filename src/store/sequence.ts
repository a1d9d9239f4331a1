/** Position of a commit in the order of all commits to a workspace: later ones have a greater number. */
export type Sequence = number;
