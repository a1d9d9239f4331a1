import { z } from 'zod';
import { asItIs, type WhatIf } from '../../domain/what-if.ts';
import { carriedJson } from '../blocks/carried-json.ts';
import type { ActionRequest } from '../listener.ts';
import { subjectOf } from '../mttr/subject-text.ts';

/** The view's `private_metadata` holds 3,000 characters. */
const LONGEST = 3_000;

/** What an open drill-down is about: kept in its view, so that a press can compute it again. */
export interface DrillState {
  /** A question or a report id in the grammar of `/sei-mttr`. */
  readonly text: string;
  readonly whatIf: WhatIf;
  /** Rows that are passed over. */
  readonly offset: number;
}

const STATE = z.object({
  text: z.string(),
  whatIf: z.object({
    highUrgencyOnly: z.boolean(),
    withoutAutomatic: z.boolean(),
    withoutShort: z.boolean(),
    without: z.object({ integrationId: z.string(), incidentId: z.string() }).nullable(),
  }),
  offset: z.int().min(0),
});

/** The first page of an answer's incidents, as they are. */
export function drillInto(text: string): DrillState {
  return { text, whatIf: asItIs, offset: 0 };
}

/** As a view carries it. Throws for a text that is too long for that: buttons carry at most 2,000 characters. */
export function writeState(state: DrillState): string {
  const text = JSON.stringify(state);
  if (text.length > LONGEST) throw new RangeError('A view cannot carry this question.');
  return text;
}

/** What a view carried; `null` where it is none of ours. */
export function readState(metadata: string): DrillState | null {
  const state = carriedJson(STATE, metadata);
  return state === null || subjectOf(state.text) === null ? null : state;
}

/** What the modal that was pressed in is about; `null` where it is none of ours. */
export function stateOf({ body }: Pick<ActionRequest, 'body'>): DrillState | null {
  return readState(body.view?.private_metadata ?? '');
}
