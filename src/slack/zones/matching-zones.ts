import { fold } from '../../domain/fold.ts';
import { zoneNamed } from '../../domain/zone.ts';

/** As many as Slack takes into a menu. */
const MOST = 100;

/**
 * Cities that the list of JavaScript holds under their earlier names alone (Calcutta), while people type today's.
 *
 * @see https://github.com/tc39/proposal-canonical-tz
 */
const RENAMED = [
  'Africa/Asmara',
  'America/Argentina/Buenos_Aires',
  'America/Indiana/Indianapolis',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Kanton',
];

/** Zones that somebody may mean, cities that begin so first; UTC stands before all. */
export function matchingZones(typed: string): readonly string[] {
  const wanted = words(typed);
  // A name in full is taken in any spelling, also one that the list does not hold.
  const named = zoneNamed(typed.trim());
  const rank = (zone: string) => {
    const name = words(zone);
    const city = name.split('/').at(-1) ?? name;
    if (city.startsWith(wanted)) return 0;
    if (city.includes(wanted)) return 1;
    return name.includes(wanted) ? 2 : 3;
  };
  const found = ['UTC', ...RENAMED, ...Intl.supportedValuesOf('timeZone')]
    .map((zone) => ({ zone, rank: zone === named ? -1 : rank(zone) }))
    .filter((each) => each.rank < 3)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ zone }) => zone);
  return [...new Set(named === null || found.includes(named) ? found : [named, ...found])].slice(0, MOST);
}

function words(text: string): string {
  return fold(text.replaceAll('_', ' '));
}
