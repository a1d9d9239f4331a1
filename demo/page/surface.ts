import { createContext, useContext } from 'react';
import type { Where } from '../workspace/act.ts';
import type { Value } from './forms/value.ts';

/** The message or view around a control: how it is used there, and what has been typed into it so far. */
export interface Surface {
  /** Where it is; a view with what has been typed and not been sent yet. */
  readonly where: () => Where;
  /** What has been typed or chosen in a control, by its address. */
  readonly value: (address: string) => Value | undefined;
  readonly change: (address: string, value: Value) => void;
  /** What Slack or the app says about an input, by block_id. */
  readonly errors: Readonly<Record<string, string>>;
}

export const SurfaceContext = createContext<Surface | null>(null);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (surface === null) throw new Error('A control needs a message or view around it.');
  return surface;
}
