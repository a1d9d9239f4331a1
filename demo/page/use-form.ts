import { useRef, useState } from 'react';
import { controlsOf } from '../../test/simulators/slack/controls.ts';
import { object } from '../../test/simulators/slack/json.ts';
import type { View } from '../../test/simulators/slack/views.ts';
import type { Filled } from '../workspace/act.ts';
import { type Value, valueIn } from './forms/value.ts';
import type { Surface } from './surface.ts';

export interface Form {
  readonly surface: Omit<Surface, 'errors'>;
  /** What was typed since it was last sent, by address. */
  readonly filled: () => Filled;
  /** It has been sent: the workspace remembers it from now on. */
  readonly sent: () => void;
  /** Types into several inputs at once, by block_id. */
  readonly fill: (values: Readonly<Record<string, string>>) => void;
}

/**
 * What a person types into a view. What was typed stays when the app changes the view around it, as in Slack; the
 * workspace is told of it together with whatever is sent next.
 */
export function useForm(view: View): Form {
  const [values, setValues] = useState<Readonly<Record<string, Value>>>({});
  const unsent = useRef<Record<string, Value>>({});
  const there = (address: string) =>
    controlsOf(view.blocks).some(({ blockId, actionId }) => `${blockId}/${actionId}` === address);
  const change = (address: string, value: Value) => {
    unsent.current[address] = value;
    setValues((before) => ({ ...before, [address]: value }));
  };
  const filled = () =>
    Object.fromEntries(Object.entries(unsent.current).filter(([address]) => there(address))) as Filled; // values are entries
  return {
    filled,
    sent: () => {
      unsent.current = {};
    },
    fill: (wanted) => {
      for (const { blockId, actionId } of controlsOf(view.blocks)) {
        const value = wanted[blockId];
        if (value !== undefined) change(`${blockId}/${actionId}`, value);
      }
    },
    surface: {
      where: () => ({ view: view.id, filled: filled() }),
      change,
      value: (address) => {
        if (values[address] !== undefined) return values[address];
        const control = controlsOf(view.blocks).find((one) => `${one.blockId}/${one.actionId}` === address);
        const entry = control && view.state.values[control.blockId]?.[control.actionId];
        return entry && valueIn(object(entry), control.type);
      },
    },
  };
}
