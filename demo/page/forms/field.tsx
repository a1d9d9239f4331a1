import { object, text } from '../../../test/simulators/slack/json.ts';
import { ChoiceField } from './choice-field.tsx';
import type { FieldProps } from './field-props.ts';
import { Picker } from './picker.tsx';
import { listed } from './value.ts';

const TYPES: Readonly<Record<string, string>> = {
  plain_text_input: 'text',
  url_text_input: 'url',
  email_text_input: 'email',
  number_input: 'number',
  datepicker: 'date',
  timepicker: 'time',
};

/** The field of an input or menu, whatever kind it is. */
export function Field(props: FieldProps) {
  const { element, address, label, value, invalid = false, onChange } = props;
  const kind = text(element.type);
  if (kind === 'radio_buttons' || kind === 'checkboxes') return <ChoiceField {...props} />;
  const type = TYPES[kind];
  if (type === undefined) return <Picker {...props} />;
  const field = {
    id: address,
    value: text(listed(value)[0]),
    placeholder: text(object(element.placeholder).text) || undefined,
    maxLength: typeof element.max_length === 'number' ? element.max_length : undefined,
    'aria-label': label,
    'aria-invalid': invalid,
    autoComplete: 'off',
    spellCheck: false,
    onChange: ({ target }: { target: { value: string } }) => onChange(target.value),
  };
  return element.multiline === true ? <textarea rows={3} {...field} /> : <input type={type} {...field} />;
}
