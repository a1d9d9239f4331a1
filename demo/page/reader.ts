import { createContext, useContext } from 'react';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Perform } from './connection.ts';

export type Theme = 'light' | 'dark';

/** Who reads, and what everything on the page may need of them. */
export interface Reader {
  readonly snapshot: Snapshot;
  readonly theme: Theme;
  /** Does something, and shows what there is to say about it. */
  readonly perform: Perform;
}

export const ReaderContext = createContext<Reader | null>(null);

export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (reader === null) throw new Error('Nobody reads here.');
  return reader;
}

/** The time on the demo's clock. */
export function demoNow({ ahead }: Pick<Snapshot, 'ahead'>): number {
  return Math.floor(Date.now() / 1000) + ahead;
}
