import { type Json, object, text } from '../../../test/simulators/slack/json.ts';
import { useReader } from '../reader.ts';
import { useSurface } from '../surface.ts';
import { Field } from './field.tsx';
import { initialOf } from './value.ts';

const GROUPS = ['radio_buttons', 'checkboxes'];

/** An input with its label, its hint, and what is wrong with it. */
export function InputBlock({ block }: { block: Json }) {
  const { perform } = useReader();
  const surface = useSurface();
  const element = object(block.element);
  const blockId = text(block.block_id);
  const address = `${blockId}/${text(element.action_id)}`;
  const error = surface.errors[blockId];
  const label = text(object(block.label).text);
  const Frame = GROUPS.includes(text(element.type)) ? 'fieldset' : 'div';
  const Label = Frame === 'fieldset' ? 'legend' : 'label';
  return (
    <Frame className={error === undefined ? 'input' : 'input wrong'} data-block={blockId}>
      <Label {...(Frame === 'div' && { htmlFor: address })}>
        {label} {block.optional === true && <small>(optional)</small>}
      </Label>
      <Field
        element={element}
        address={address}
        label={label}
        value={surface.value(address) ?? initialOf(element)}
        invalid={error !== undefined}
        onChange={(value) => {
          surface.change(address, value);
          if (block.dispatch_action === true)
            void perform({ kind: 'choose', where: surface.where(), control: address, value });
        }}
      />
      {error !== undefined && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
      {block.hint !== undefined && <p className="hint">{text(object(block.hint).text)}</p>}
    </Frame>
  );
}
