import { type Json, object, text } from './json.ts';
import type { Message } from './messages.ts';
import { blocksLines } from './render-blocks.ts';
import { penOf, type RenderOptions } from './render-pen.ts';
import { frame, pad, wrap } from './text-layout.ts';
import type { View } from './views.ts';

/**
 * Blocks, a message, a modal or a Home as a person would read them, for a terminal: a frame of box-drawing
 * characters around messages and views, buttons as `[ Label ]`, tables aligned, charts as bars.
 */
export function renderText(what: readonly Json[] | Message | View, options: RenderOptions = {}): string {
  const columns = options.columns ?? 78;
  if (isBlocks(what)) return blocksLines(what, penOf(options, columns, {})).join('\n');
  if (what.kind === 'view') return renderView(what, options, columns).join('\n');
  const pen = penOf(options, columns - 4, {});
  const lines =
    what.blocks.length > 0 ? blocksLines(what.blocks, pen) : wrap(pen.mrkdwn(what.text), pen.columns);
  const files = what.files.map((file) => pen.dim(`file: ${text(file.title) || text(file.name)}`));
  const seen = what.ephemeralTo === null ? [] : [pen.dim('Only visible to you')];
  return frame(options.title ?? 'SEI PagerDuty', [...seen, ...lines, ...files], columns).join('\n');
}

function isBlocks(what: readonly Json[] | Message | View): what is readonly Json[] {
  return Array.isArray(what);
}

function renderView(view: View, options: RenderOptions, columns: number): string[] {
  const pen = penOf(options, columns - 4, view.state.values);
  const title = view.type === 'home' ? 'Home' : text(object(view.title).text);
  const foot = [view.close, view.submit]
    .map((button) => text(object(button).text))
    .filter((label) => label !== '');
  const footer =
    foot.length === 0 ? [] : ['', pad(foot.map((label) => `[ ${label} ]`).join(' '), pen.columns, 'right')];
  return frame(options.title ?? title, [...blocksLines(view.blocks, pen), ...footer], columns);
}
