import { type ResolvedWindow, resolveWindow, type WindowRequest } from '../../domain/window.ts';

/** The parts of a question that say from when to when, as they were written. */
export type RangeTexts = Partial<Record<'last' | 'from' | 'to' | 'week' | 'month', string>>;

type ParsedRange =
  | { readonly ok: true; readonly range: WindowRequest }
  | {
      readonly ok: false;
      readonly sentence: string;
      /** A range in its place that can be answered: what was meant, where that is plain, else an ordinary one. */
      readonly instead: string;
    };

const DAYS_PER_UNIT: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 };

/** Reads `last=30d`, `from=… to=…`, `week=2026-W47`, `month=2026-10`. Says what is wrong with dates that do not exist. */
export function parseRange(texts: RangeTexts): ParsedRange {
  const kinds = [texts.last, texts.from ?? texts.to, texts.week, texts.month].filter(
    (text) => text !== undefined,
  );
  if (kinds.length > 1) return wrong('Give one range: last=, from= with to=, week= or month=.');
  const range = rangeOf(texts);
  if (typeof range === 'string') return wrong(range);
  // Dates that do not exist do so in every zone: the zone and the moment do not matter here.
  const resolved: ResolvedWindow = resolveWindow(range, 'UTC', 0);
  if (resolved.ok) return { ok: true, range };
  return wrong(resolved.sentence, range.kind === 'dates' ? turnedRound(range) : ORDINARY);
}

/** Dates in the other order, where only their order was wrong. */
function turnedRound({ from, to }: Extract<WindowRequest, { kind: 'dates' }>): string {
  const isRange = resolveWindow({ kind: 'dates', from: to, to: from }, 'UTC', 0).ok;
  return isRange ? `from=${to} to=${from}` : ORDINARY;
}

function rangeOf({ last, from, to, week, month }: RangeTexts): WindowRequest | string {
  if (last !== undefined) {
    const match = /^(\d{1,5}) *(?:(d|w|m|y)(?:ays?|eeks?|o|onths?|ears?)?)?$/i.exec(last);
    if (!match) return `I did not understand last=${last}. Write days or weeks: last=30d, last=12w.`;
    return { kind: 'last', days: Number(match[1]) * (DAYS_PER_UNIT[(match[2] ?? 'd').toLowerCase()] ?? 1) };
  }
  if (from !== undefined || to !== undefined) {
    if (from === undefined) return `to=${to} needs from=, for example from=2026-10-01 to=${to}.`;
    if (to === undefined)
      return `from=${from} needs to= (that day included), for example from=${from} to=2026-11-22.`;
    return { kind: 'dates', from, to };
  }
  if (week !== undefined) {
    const match = /^(\d{4})-?w(\d{1,2})$/i.exec(week);
    if (!match) return `I did not understand week=${week}. Write year and ISO week: week=2026-W47.`;
    return { kind: 'week', year: Number(match[1]), week: Number(match[2]) };
  }
  if (month !== undefined) {
    const match = /^(\d{4})-(\d{1,2})$/.exec(month);
    if (!match) return `I did not understand month=${month}. Write year and month: month=2026-10.`;
    return { kind: 'month', year: Number(match[1]), month: Number(match[2]) };
  }
  return { kind: 'last', days: 30 };
}

const ORDINARY = 'last=30d';

function wrong(sentence: string, instead = ORDINARY): ParsedRange {
  return { ok: false, sentence, instead };
}
