import { MINUTE, type Seconds } from '../../../domain/duration.ts';
import { type Finding, ok, wrong } from './finding.ts';

/** Clocks that differ by less do no harm. */
const TOLERATED: Seconds = MINUTE;

/** This machine's clock beside the app's and PagerDuty's (each: ours minus theirs; `null` where it could not be asked). */
export function checkClock({
  app,
  pagerDuty,
}: {
  app: Seconds | null;
  pagerDuty: Seconds | null;
}): Finding[] {
  const what = 'clock';
  const known = app ?? pagerDuty;
  if (known === null) return [];
  if (Math.abs(known) <= TOLERATED)
    return [ok(what, `agrees with the others to within ${TOLERATED} seconds`)];
  const others = app !== null && pagerDuty !== null && Math.abs(pagerDuty) <= TOLERATED;
  if (others) {
    return [
      wrong(
        what,
        `The app's clock is ${spoken(-known)} this machine's and PagerDuty's.`,
        'Tell whoever runs the app: its machine needs NTP. The satellite works with the difference.',
      ),
    ];
  }
  return [
    wrong(
      what,
      `This machine's clock is ${spoken(known)} ${app === null ? "PagerDuty's" : "the app's"}.`,
      'Switch time synchronisation on (timedatectl set-ntp true, or chrony); certificates may count as invalid until then.',
    ),
  ];
}

function spoken(seconds: Seconds): string {
  const size = Math.abs(seconds);
  const minutes = Math.round(size / MINUTE);
  const length =
    size < 2 * MINUTE
      ? `${size} seconds`
      : minutes < 120
        ? `${minutes} minutes`
        : `${Math.round(minutes / 60)} hours`;
  return `${length} ${seconds > 0 ? 'ahead of' : 'behind'}`;
}
