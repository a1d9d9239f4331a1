import { object, objects, text } from '../../../test/simulators/slack/json.ts';
import type { FieldProps } from './field-props.ts';
import { listed } from './value.ts';

/** Radio buttons and checkboxes. */
export function ChoiceField({ element, address, value, onChange }: FieldProps) {
  const single = element.type === 'radio_buttons';
  const chosen = listed(value).map(String);
  return objects(element.options).map((option) => {
    const own = text(option.value);
    const toggle = () => {
      if (single) return onChange(own);
      onChange(chosen.includes(own) ? chosen.filter((one) => one !== own) : [...chosen, own]);
    };
    return (
      <label key={own} className="option">
        <input
          type={single ? 'radio' : 'checkbox'}
          name={address}
          checked={chosen.includes(own)}
          onChange={toggle}
        />
        <span>
          {text(object(option.text).text)}
          {option.description !== undefined && <small>{text(object(option.description).text)}</small>}
        </span>
      </label>
    );
  });
}
