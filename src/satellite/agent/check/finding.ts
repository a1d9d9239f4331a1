/** One line of what `--check` found out. */
export interface Finding {
  readonly what: string;
  readonly verdict: 'ok' | 'note' | 'wrong';
  /** What was found, in a sentence. */
  readonly found: string;
  /** How to mend it; empty where nothing is to mend. */
  readonly mend: string;
}

export function ok(what: string, found: string): Finding {
  return { what, verdict: 'ok', found, mend: '' };
}

/** Works, and could be better. */
export function note(what: string, found: string, mend: string): Finding {
  return { what, verdict: 'note', found, mend };
}

export function wrong(what: string, found: string, mend = ''): Finding {
  return { what, verdict: 'wrong', found, mend };
}

/** What a finding about one integration begins with; of several with its place in the file, `integrations[1]`. */
export function named(
  what: string,
  index: number,
  { integrations }: { readonly integrations: readonly unknown[] },
): string {
  return integrations.length === 1 ? what : `${what} [${index}]`;
}
