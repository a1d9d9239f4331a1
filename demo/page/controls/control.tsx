import { type Json, text } from '../../../test/simulators/slack/json.ts';
import { Picture } from '../blocks/picture.tsx';
import { Field } from '../forms/field.tsx';
import { initialOf } from '../forms/value.ts';
import { useReader } from '../reader.ts';
import { useSurface } from '../surface.ts';
import { ActionButton } from './action-button.tsx';
import { useConfirmed } from './confirmed.tsx';
import { OverflowMenu } from './overflow-menu.tsx';

/** Something that acts as soon as it is used: a button, a menu, a choice outside of an input. */
export function Control({ block, element }: { block: Json; element: Json }) {
  const { perform } = useReader();
  const surface = useSurface();
  const { run, dialog } = useConfirmed(element);
  const address = `${text(block.block_id)}/${text(element.action_id)}`;
  if (element.type === 'button') return <ActionButton element={element} address={address} />;
  if (element.type === 'overflow') return <OverflowMenu element={element} address={address} />;
  if (element.type === 'image') return <Picture block={element} />;
  return (
    <>
      <Field
        element={element}
        address={address}
        label={text(element.action_id)}
        value={surface.value(address) ?? initialOf(element)}
        onChange={(value) =>
          run(() => {
            surface.change(address, value);
            void perform({ kind: 'choose', where: surface.where(), control: address, value });
          })
        }
      />
      {dialog}
    </>
  );
}
