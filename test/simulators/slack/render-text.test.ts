import { expect, test } from 'vitest';
import type { Json } from './json.ts';
import { MessageLog } from './messages.ts';
import { renderText } from './render-text.ts';
import { Views } from './views.ts';

const mrkdwn = (text: string): Json => ({ type: 'mrkdwn', text });
const plain = (text: string): Json => ({ type: 'plain_text', text });

test('a message: words, fields, context, buttons, in a frame', () => {
  const message = new MessageLog().add({
    ts: '1.1',
    channel: 'C1',
    user: 'U1',
    text: 'x',
    blocks: [
      { type: 'section', text: mrkdwn('*MTTR 1h 30m* in <#C1|payments> &lt;5&gt; <https://x.y|#48213>') },
      { type: 'section', fields: [mrkdwn('median 42m'), mrkdwn('n 14')] },
      { type: 'context', elements: [mrkdwn('All urgencies'), mrkdwn('Berlin')] },
      { type: 'actions', elements: [{ type: 'button', text: plain('Share') }] },
    ],
  });
  expect(renderText(message, { columns: 54, title: '#payments' }).split('\n')).toEqual([
    '╭─ #payments ────────────────────────────────────────╮',
    '│ MTTR 1h 30m in #payments <5> #48213                │',
    '│ median 42m                n 14                     │',
    '│ All urgencies · Berlin                             │',
    '│ [ Share ]                                          │',
    '╰────────────────────────────────────────────────────╯',
  ]);
});

test('a table is aligned, a chart becomes bars', () => {
  const cell = (text: string): Json => ({ type: 'raw_text', text });
  const table = {
    type: 'table',
    column_settings: [{}, { align: 'right' }],
    rows: [
      [cell('Service'), cell('MTTR')],
      [cell('checkout'), cell('45m')],
    ],
  };
  const chart = {
    type: 'data_visualization',
    title: 'MTTR by week',
    chart: {
      type: 'line',
      axis_config: { categories: ['W46', 'W47'], y_label: 'minutes' },
      series: [
        {
          name: 'MTTR',
          data: [
            { label: 'W46', value: 20 },
            { label: 'W47', value: 5 },
          ],
        },
      ],
    },
  };
  expect(renderText([table, chart], { columns: 40 }).split('\n')).toEqual([
    'Service   MTTR',
    '──────────────',
    'checkout   45m',
    '',
    'MTTR by week (minutes)',
    `W46 │${'█'.repeat(23)} 20`,
    `W47 │${'█'.repeat(5)}▊ 5`,
  ]);
});

test('a form shows what is typed and what is wrong with it', () => {
  const views = new Views();
  const view = views.open('U1', {
    id: 'V1',
    type: 'modal',
    title: plain('Connect PagerDuty'),
    submit: plain('Check'),
    blocks: [
      {
        type: 'input',
        block_id: 'key',
        label: plain('API key'),
        element: { type: 'plain_text_input', action_id: 'a', initial_value: 'u+abc' },
      },
    ],
  });
  const picture = renderText(view, { columns: 40, errors: { key: 'PagerDuty refused this key.' } });
  expect(picture).toContain('─ Connect PagerDuty ─');
  expect(picture).toContain('▏u+abc');
  expect(picture).toContain('✗ PagerDuty refused this key.');
  expect(picture).toContain('[ Check ] │');
});
