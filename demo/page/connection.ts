import { useCallback, useEffect, useState } from 'react';
import type { Act, ActAnswer } from '../workspace/act.ts';
import type { Snapshot } from '../workspace/snapshot.ts';

export type Perform = (act: Act) => Promise<ActAnswer>;

export interface Connection {
  readonly snapshot: Snapshot | null;
  /** The demo was stopped, or does not answer. */
  readonly lost: boolean;
  /** Does something as the person; what goes wrong comes back as a notice. */
  readonly perform: Perform;
}

/** What the workspace looks like to a person, kept up to date, and a way to act in it. */
export function useConnection(as: string): Connection {
  const [snapshot, setSnapshot] = useState<Snapshot | null>(null);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    const source = new EventSource(`/live?as=${as}`);
    source.onmessage = ({ data }) => {
      setLost(false);
      setSnapshot(JSON.parse(data) as Snapshot); // our own server wrote it
    };
    source.onerror = () => setLost(true);
    return () => source.close();
  }, [as]);
  const perform = useCallback<Perform>(
    async (act) => {
      try {
        const response = await fetch(`/act?as=${as}`, { method: 'POST', body: JSON.stringify(act) });
        return (await response.json()) as ActAnswer; // our own server wrote it
      } catch {
        return { notice: 'The demo does not answer. Is it still running in the terminal?' };
      }
    },
    [as],
  );
  return { snapshot, lost, perform };
}
