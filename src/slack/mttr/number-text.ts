import { formatDuration, MINUTE, type Seconds } from '../../domain/duration.ts';
import type { Interval } from '../../domain/report.ts';

/** From here on seconds say nothing. */
const WITHOUT_SECONDS = 10 * MINUTE;

/** A duration as an answer says it: `9m 8s`, `42m`, `1h 39m`. What is cut off is never rounded up. */
export function durationText(duration: Seconds): string {
  return formatDuration(duration < WITHOUT_SECONDS ? duration : duration - (duration % MINUTE));
}

/** `18m–1h 35m`. */
export function intervalText([low, high]: Interval): string {
  return `${durationText(low)}–${durationText(high)}`;
}

/**
 * A ratio in two figures: `×0.6`, `×2.6`, `×12`; in up to four where fewer would say `×1`, as if nothing had changed: `×1.03`.
 */
export function ratioText(ratio: number): string {
  const [two, three, four] = [2, 3, 4].map((figures) => Number(ratio.toPrecision(figures)));
  return `×${two !== 1 ? two : three !== 1 ? three : four}`;
}

/** A share from 0 to 1, cut off so that what is not all never reads 100 %: `62 %`. */
export function percentText(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

/** With a capital letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
