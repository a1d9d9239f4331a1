import { type Json, objects, text } from '../../../test/simulators/slack/json.ts';
import { Control } from './control.tsx';

/** Buttons and menus in a row. */
export function ActionsRow({ block }: { block: Json }) {
  return (
    <div className="actions">
      {objects(block.elements).map((element) => (
        <Control key={text(element.action_id)} block={block} element={element} />
      ))}
    </div>
  );
}
