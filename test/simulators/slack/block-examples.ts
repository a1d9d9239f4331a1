import type { Json } from './json.ts';

/**
 * Messages and views that Slack takes or refuses: the rules and the schema are both held against them.
 *
 * Long because it is a table of examples, a line or a few for each of Slack's limits, and is read by looking one up.
 */
export interface Example {
  readonly what: string;
  readonly body: Json;
}

export interface BadExample extends Example {
  /** Part of the sentence in which the rules object. */
  readonly says: string;
  /** A rule between several parts, which a schema cannot express. */
  readonly beyondSchema?: true;
}

const plain = (text: string): Json => ({ type: 'plain_text', text });
const mrkdwn = (text: string): Json => ({ type: 'mrkdwn', text });
const section = (text: string, more: Json = {}): Json => ({ type: 'section', text: mrkdwn(text), ...more });
const button = (id: string, more: Json = {}): Json => ({
  type: 'button',
  action_id: id,
  text: plain('Go'),
  ...more,
});
const actions = (...elements: Json[]): Json => ({ type: 'actions', elements });
const option = (value: string, label = value): Json => ({ text: plain(label), value });
const select = (options: Json[], more: Json = {}): Json => ({
  type: 'static_select',
  action_id: 's',
  options,
  ...more,
});
const table = (rows: string[][], more: Json = {}): Json => ({
  type: 'table',
  rows: rows.map((row) => row.map((text) => ({ type: 'raw_text', text }))),
  ...more,
});
const chart = (categories: string[], series: Record<string, (readonly [string, number])[]>): Json => ({
  type: 'data_visualization',
  title: 'MTTR by week',
  chart: {
    type: 'line',
    axis_config: { categories },
    series: Object.entries(series).map(([name, points]) => ({
      name,
      data: points.map(([label, value]) => ({ label, value })),
    })),
  },
});
const message = (...blocks: Json[]): Json => ({ text: 'The verdict', blocks });
const modal = (blocks: Json[], more: Json = {}): Json => ({
  type: 'modal',
  title: plain('Title'),
  submit: plain('Go'),
  blocks,
  ...more,
});
const input = (element: Json, more: Json = {}): Json => ({
  type: 'input',
  block_id: 'i',
  label: plain('Label'),
  element,
  ...more,
});
const typed: Json = { type: 'plain_text_input', action_id: 'a' };
const times = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

export const GOOD_MESSAGES: readonly Example[] = [
  { what: 'words alone', body: { text: 'MTTR 1h 30m' } },
  { what: '50 sections', body: message(...times(50, (at) => section(`line ${at}`))) },
  {
    what: 'header, fields, context, divider',
    body: message(
      { type: 'header', text: plain('h'.repeat(150)) },
      { type: 'section', fields: times(10, () => mrkdwn('f')) },
      { type: 'context', elements: times(10, () => mrkdwn('c')) },
      { type: 'divider' },
    ),
  },
  {
    what: 'buttons and menus',
    body: message(
      actions(
        button('a', { style: 'primary', value: 'v' }),
        select([option('x')], { initial_option: option('x') }),
      ),
      section('with a menu', {
        accessory: { type: 'overflow', action_id: 'o', options: [option('1'), option('2')] },
      }),
    ),
  },
  {
    what: 'a table',
    body: message(
      table([
        ['Service', 'MTTR'],
        ['checkout', '45m'],
      ]),
    ),
  },
  {
    what: 'two charts',
    body: message(
      chart(['W46', 'W47'], {
        MTTR: [
          ['W46', 1],
          ['W47', 2.5],
        ],
      }),
      chart(['W46'], { a: [['W46', 0]], b: [['W46', -1]] }),
    ),
  },
  {
    what: 'a picture',
    body: message({ type: 'image', image_url: 'https://x.y/z.png', alt_text: 'A trend' }),
  },
];

export const BAD_MESSAGES: readonly BadExample[] = [
  {
    what: 'no top-level text',
    body: { blocks: [section('x')] },
    says: 'text: a message needs',
    beyondSchema: true,
  },
  { what: '51 blocks', body: message(...times(51, () => section('x'))), says: '51, at most 50' },
  {
    what: 'a long header',
    body: message({ type: 'header', text: plain('h'.repeat(151)) }),
    says: 'at most 150',
  },
  {
    what: 'mrkdwn in a header',
    body: message({ type: 'header', text: mrkdwn('h') }),
    says: 'must be plain_text',
  },
  { what: 'a long section', body: message(section('x'.repeat(3001))), says: 'at most 3000' },
  { what: 'an empty section text', body: message(section('')), says: 'empty' },
  {
    what: 'a section of nothing',
    body: message({ type: 'section' }),
    says: 'text or fields',
    beyondSchema: true,
  },
  {
    what: '11 fields',
    body: message({ type: 'section', fields: times(11, () => mrkdwn('f')) }),
    says: '11, from 1 to 10',
  },
  {
    what: '11 context elements',
    body: message({ type: 'context', elements: times(11, () => mrkdwn('c')) }),
    says: '11, from 1 to 10',
  },
  {
    what: '26 buttons',
    body: message(actions(...times(26, (at) => button(`b${at}`)))),
    says: '26, from 1 to 25',
  },
  { what: 'no element in actions', body: message(actions()), says: '0, from 1 to 25' },
  {
    what: 'a long button',
    body: message(actions(button('b', { text: plain('b'.repeat(76)) }))),
    says: 'at most 75',
  },
  {
    what: 'a long button value',
    body: message(actions(button('b', { value: 'v'.repeat(2001) }))),
    says: 'at most 2000',
  },
  {
    what: 'an unknown style',
    body: message(actions(button('b', { style: 'green' }))),
    says: 'primary, danger',
  },
  {
    what: '101 options',
    body: message(actions(select(times(101, (at) => option(`${at}`))))),
    says: 'from 1 to 100',
  },
  {
    what: 'a long option',
    body: message(actions(select([option('x', 'x'.repeat(76))]))),
    says: 'at most 75',
  },
  {
    what: 'a long option value',
    body: message(actions(select([option('x'.repeat(151), 'x')]))),
    says: 'at most 150',
  },
  {
    what: 'an initial option that is not offered',
    body: message(actions(select([option('x')], { initial_option: option('y') }))),
    says: 'not among the options',
    beyondSchema: true,
  },
  {
    what: 'an action_id used twice in a block',
    body: message(actions(button('b'), button('b'))),
    says: 'action_id "b" is used twice',
    beyondSchema: true,
  },
  {
    what: 'a block_id used twice',
    body: message(section('x', { block_id: 'b' }), section('y', { block_id: 'b' })),
    says: 'block_id "b" is used twice',
    beyondSchema: true,
  },
  { what: 'an unknown block', body: message({ type: 'sparkline' }), says: 'no block of type "sparkline"' },
  {
    what: 'a modal block in a message',
    body: message({ type: 'alert', text: plain('x') }),
    says: 'no block of type',
  },
  {
    what: 'an image without alt text',
    body: message({ type: 'image', image_url: 'https://x.y' }),
    says: 'alt_text',
  },
  {
    what: 'two tables',
    body: message(table([['a']]), table([['b']])),
    says: '2 tables',
    beyondSchema: true,
  },
  {
    what: 'a table of more than 10,000 characters',
    body: message(table(times(11, () => ['x'.repeat(1000)]))),
    says: '11000 characters',
    beyondSchema: true,
  },
  { what: 'a table of 101 rows', body: message(table(times(101, () => ['x']))), says: '101, from 1 to 100' },
  {
    what: 'three charts',
    body: message(...times(3, () => chart(['W1'], { a: [['W1', 1]] }))),
    says: '3 charts',
    beyondSchema: true,
  },
  {
    what: 'a chart with a gap',
    body: message(chart(['W46', 'W47'], { MTTR: [['W46', 1]] })),
    says: 'exactly the categories',
    beyondSchema: true,
  },
  {
    what: 'a chart with NaN',
    body: message(chart(['W46'], { MTTR: [['W46', Number.NaN]] })),
    says: 'finite',
    beyondSchema: true,
  },
  {
    what: 'a chart with a repeated category',
    body: message(
      chart(['W46', 'W46'], {
        MTTR: [
          ['W46', 1],
          ['W46', 2],
        ],
      }),
    ),
    says: 'must differ',
  },
  {
    what: 'a chart of 21 weeks',
    body: message(
      chart(
        times(21, (at) => `W${at}`),
        { MTTR: times(21, (at) => [`W${at}`, at] as const) },
      ),
    ),
    says: '21, from 1 to 20',
  },
  {
    what: 'a chart of seven series',
    body: message(chart(['W1'], Object.fromEntries(times(7, (at) => [`s${at}`, [['W1', 1] as const]])))),
    says: '7, from 1 to 6',
    beyondSchema: true,
  },
  {
    what: 'a long category',
    body: message(chart(['W'.repeat(21)], { MTTR: [['W'.repeat(21), 1]] })),
    says: 'at most 20',
  },
];

export const GOOD_VIEWS: readonly Example[] = [
  { what: 'a form', body: modal([input(typed), section('x')], { private_metadata: 'm'.repeat(3000) }) },
  {
    what: 'a modal without inputs',
    body: { type: 'modal', title: plain('Checking'), blocks: [section('x')] },
  },
  { what: 'an alert in a modal', body: modal([{ type: 'alert', text: plain('x'), level: 'warning' }]) },
  { what: 'a Home of 100 blocks', body: { type: 'home', blocks: times(100, () => section('x')) } },
];

export const BAD_VIEWS: readonly BadExample[] = [
  { what: 'a long title', body: modal([section('x')], { title: plain('t'.repeat(25)) }), says: 'at most 24' },
  {
    what: 'a long submit',
    body: modal([section('x')], { submit: plain('t'.repeat(25)) }),
    says: 'at most 24',
  },
  { what: 'a long close', body: modal([section('x')], { close: plain('t'.repeat(25)) }), says: 'at most 24' },
  { what: 'no title', body: { type: 'modal', blocks: [section('x')] }, says: 'title' },
  {
    what: 'long private_metadata',
    body: modal([section('x')], { private_metadata: 'm'.repeat(3001) }),
    says: 'at most 3000',
  },
  {
    what: 'inputs without submit',
    body: { type: 'modal', title: plain('T'), blocks: [input(typed)] },
    says: 'submit: required',
    beyondSchema: true,
  },
  { what: '101 blocks', body: modal(times(101, () => section('x'))), says: '101, at most 100' },
  {
    what: 'more than 250 kB',
    body: { type: 'home', blocks: times(90, () => section('é'.repeat(2900))) },
    says: 'at most 250000',
    beyondSchema: true,
  },
  {
    what: 'a chart in Home',
    body: { type: 'home', blocks: [chart(['W1'], { a: [['W1', 1]] })] },
    says: 'no block of type "data_visualization"',
  },
  { what: 'a table in a modal', body: modal([table([['x']])]), says: 'no block of type "table"' },
  { what: 'a button as input', body: modal([input(button('b'))]), says: 'a button is no input' },
  { what: 'no blocks', body: { type: 'home' }, says: 'blocks: required' },
];
