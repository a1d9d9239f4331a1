import type { AnyBlock, Button, Checkboxes, ModalView, PlainTextOption } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { WhatIf } from '../../domain/what-if.ts';
import type { Drilldown } from '../../report/reports.ts';
import { actions, button } from '../blocks/button.ts';
import { plural, thousands } from '../blocks/numbers.ts';
import { context, section } from '../blocks/section.ts';
import { plain } from '../blocks/text.ts';
import { headline } from '../mttr/headline.ts';
import { countsIncidents } from '../mttr/metric-words.ts';
import { durationText } from '../mttr/number-text.ts';
import { inItsDays } from '../mttr/report-context.ts';
import { type DrillState, writeState } from './drill-state.ts';
import {
  EXCLUSIONS_ACTION,
  INCIDENTS_CSV_ACTION,
  PAGE_ACTION,
  SWITCHES_ACTION,
  WITH_ALL_ACTION,
} from './incident-actions.ts';
import { incidentRow } from './incident-row.ts';

/** Incidents on a page: a view takes 100 blocks, a phone shows four. */
export const PAGE_SIZE = 15;

/** The switches, in their order: what each means. */
const SWITCHES: readonly {
  readonly key: 'highUrgencyOnly' | 'withoutAutomatic' | 'withoutShort';
  label: string;
}[] = [
  { key: 'highUrgencyOnly', label: 'High urgency only' },
  { key: 'withoutAutomatic', label: 'Without those ended by a monitor or timeout' },
  { key: 'withoutShort', label: 'Without those under 2 minutes' },
];

interface IncidentsViewOptions {
  readonly drilldown: Drilldown;
  readonly state: DrillState;
  readonly now: Instant;
  /** Whether the reader may exclude incidents by hand. */
  readonly mayExclude: boolean;
  /** How many incidents are excluded by hand in the workspace. */
  readonly exclusions: number;
}

/** Exactly the incidents behind a number, and what the number would be without some of them. */
export function incidentsView(options: IncidentsViewOptions): ModalView {
  const { drilldown, state, mayExclude } = options;
  const { rows } = drilldown;
  const firstOut = rows.findIndex(({ whyNot }) => whyNot !== null);
  const blocks: AnyBlock[] = rows.flatMap((row, index): AnyBlock[] => [
    ...(index === firstOut ? [section('*Not counted*')] : []),
    incidentRow(row, mayExclude),
  ]);
  return {
    type: 'modal',
    title: plain('Incidents'),
    close: plain('Close'),
    private_metadata: writeState(state),
    blocks: [
      section(numberText(options)),
      { type: 'actions', block_id: 'switches', elements: [switches(state.whatIf)] },
      ...(state.whatIf.without === null
        ? []
        : actions([button('Count the one left out again', WITH_ALL_ACTION)])),
      ...(rows.length === 0 ? [section('No incidents here.')] : blocks),
      context(pageText(drilldown)),
      ...actions(footButtons(options)),
    ],
  };
}

/** The number with the switches applied, and beside it as it is. */
function numberText({ drilldown, state, now }: IncidentsViewOptions): string {
  const { report, asItIs } = drilldown;
  const first = headline(inItsDays(report, now));
  if (!isSwitched(state.whatIf)) return first;
  const only = 'Only you see this; nothing is changed.';
  if (countsIncidents(report.definition.metric)) return `*What if:* ${first}\n${only}`;
  const before =
    asItIs.recovery === null
      ? 'no data'
      : `${durationText(asItIs.recovery.mean)} (${plural(asItIs.recovery.n, 'incident')})`;
  return `*What if:* ${first}\nAs it is: ${before}. ${only}`;
}

function isSwitched({ highUrgencyOnly, withoutAutomatic, withoutShort, without }: WhatIf): boolean {
  return highUrgencyOnly || withoutAutomatic || withoutShort || without !== null;
}

function switches(whatIf: WhatIf): Checkboxes {
  const option = ({ key, label }: (typeof SWITCHES)[number]): PlainTextOption => ({
    text: plain(label),
    value: key,
  });
  const chosen = SWITCHES.filter(({ key }) => whatIf[key]);
  return {
    type: 'checkboxes',
    action_id: SWITCHES_ACTION,
    options: SWITCHES.map(option),
    ...(chosen.length === 0 ? {} : { initial_options: chosen.map(option) }),
  };
}

/** The switches that are on, by the values of the chosen boxes. */
export function switchesOf(values: readonly string[]): Omit<WhatIf, 'without'> {
  return {
    highUrgencyOnly: values.includes('highUrgencyOnly'),
    withoutAutomatic: values.includes('withoutAutomatic'),
    withoutShort: values.includes('withoutShort'),
  };
}

function pageText({ rows, total, counted, page }: Drilldown): string {
  const all = `${plural(counted, 'incident')} counted, ${thousands(total - counted)} not counted`;
  if (rows.length === total) return `${all}. The longest first.`;
  return `${thousands(page.offset + 1)}–${thousands(page.offset + rows.length)} of ${thousands(total)}: ${all}. The longest first.`;
}

function footButtons({ drilldown, exclusions }: IncidentsViewOptions): Button[] {
  const { total, page } = drilldown;
  const previous = Math.max(0, page.offset - PAGE_SIZE);
  const next = page.offset + PAGE_SIZE;
  return [
    ...(page.offset > 0 ? [button('Previous', `${PAGE_ACTION}_back`, String(previous))] : []),
    ...(next < total
      ? [button(`Next ${Math.min(PAGE_SIZE, total - next)}`, `${PAGE_ACTION}_on`, String(next))]
      : []),
    ...(total > 0 ? [button('CSV', INCIDENTS_CSV_ACTION)] : []),
    ...(exclusions > 0 ? [button(`Excluded by hand: ${thousands(exclusions)}`, EXCLUSIONS_ACTION)] : []),
  ];
}
