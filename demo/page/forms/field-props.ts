import type { Json } from '../../../test/simulators/slack/json.ts';
import type { Value } from './value.ts';

/** What the field of an input or menu is given. */
export interface FieldProps {
  readonly element: Json;
  /** Also the id of the field on the page. */
  readonly address: string;
  readonly label: string;
  readonly value: Value;
  readonly invalid?: boolean;
  readonly onChange: (value: Value) => void;
}
