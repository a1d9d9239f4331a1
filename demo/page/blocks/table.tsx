import { type Json, object, objects, text } from '../../../test/simulators/slack/json.ts';

/** A table, or a data table with its caption: cells do not wrap unless their column says so. */
export function Table({ block }: { block: Json }) {
  const settings = objects(block.column_settings);
  const [head = [], ...rows] = (Array.isArray(block.rows) ? block.rows : []).map(objects);
  const style = (column: number) => {
    const { align, is_wrapped: wrapped } = settings[column] ?? {};
    return {
      textAlign: align === 'right' || align === 'center' ? align : 'left',
      whiteSpace: wrapped === true ? 'normal' : 'nowrap',
    } as const;
  };
  return (
    // A table that is too wide scrolls, so it must be reachable with the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className="table" tabIndex={0} aria-label={text(block.caption) || 'Table'}>
      <table>
        {text(block.caption) !== '' && <caption>{text(block.caption)}</caption>}
        <thead>
          <tr>
            {head.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <th key={column} scope="col" style={style(column)}>
                {words(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
            <tr key={index}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                <td key={column} style={style(column)}>
                  {words(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function words(cell: Json): string {
  if (cell.type === 'raw_number') return text(cell.text) || String(cell.value ?? '');
  if (cell.type === 'raw_text') return text(cell.text);
  return objects(cell.elements)
    .flatMap((part) => objects(part.elements))
    .map((part) => text(object(part).text))
    .join('');
}
