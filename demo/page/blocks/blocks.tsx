import { type Json, object, objects, text } from '../../../test/simulators/slack/json.ts';
import { ActionsRow } from '../controls/actions-row.tsx';
import { Control } from '../controls/control.tsx';
import { InputBlock } from '../forms/input-block.tsx';
import { Chart } from './chart.tsx';
import { Picture } from './picture.tsx';
import { PlainBlock } from './plain-block.tsx';
import { Table } from './table.tsx';

/**
 * The blocks of a message or view. What can be used, and what slack-blocks-to-jsx shows wrongly or not at all (inputs
 * in modals, tables of numbers, charts), is ours; all else is its own.
 */
export function Blocks({ blocks }: { blocks: readonly Json[] }) {
  return blocks.map((block) => <OneBlock key={text(block.block_id)} block={block} />);
}

function OneBlock({ block }: { block: Json }) {
  switch (block.type) {
    case 'actions':
    case 'context_actions':
      return <ActionsRow block={block} />;
    case 'input':
      return <InputBlock block={block} />;
    case 'table':
    case 'data_table':
      return <Table block={block} />;
    case 'data_visualization':
      return <Chart block={block} />;
    case 'image':
      return <Picture block={block} />;
    case 'alert':
      return (
        <div className={`alert ${text(block.level) || 'info'}`} role="note">
          <PlainBlock block={{ type: 'section', text: block.text }} />
        </div>
      );
    case 'container':
      return (
        <section className="container">
          <b>{text(object(block.title).text)}</b>
          <Blocks blocks={objects(block.child_blocks)} />
        </section>
      );
    case 'section':
      if (block.accessory === undefined) return <PlainBlock block={block} />;
      return (
        <div className="with-accessory">
          <div className="beside">
            <PlainBlock block={block} />
          </div>
          <Control block={block} element={object(block.accessory)} />
        </div>
      );
    default:
      return <PlainBlock block={block} />;
  }
}
