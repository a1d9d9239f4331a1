import { type Json, object, text } from '../../test/simulators/slack/json.ts';
import { escapeHtml } from './html.ts';
import type { Reader } from './reader.ts';

/** An image block whose picture is a file of the workspace, with the picture in it. */
export function pictureHtml(block: Json, { fileOf }: Reader): string {
  const data = fileOf(text(object(block.slack_file).id));
  const source = data === undefined ? '' : `data:image/png;base64,${data.toString('base64')}`;
  const title = text(object(block.title).text);
  return `<figure class="picture">${title === '' ? '' : `<figcaption>${escapeHtml(title)}</figcaption>`}
    <img src="${source}" alt="${escapeHtml(text(block.alt_text))}"></figure>`;
}
