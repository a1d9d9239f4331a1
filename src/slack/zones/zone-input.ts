import type { InputBlock, PlainTextOption } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import { inZone } from '../blocks/date-text.ts';
import { searchInput } from '../blocks/search-input.ts';
import { menuOption } from '../on-options.ts';

export const ZONE_MENU = 'zone';

/** The input of a time zone, found by a city. @param zone the one chosen; empty: none */
export function zoneInput(zone: string, now: Instant, hint: string): InputBlock {
  return searchInput('zone', 'Time zone', zone === '' ? null : zoneOption(zone, now), {
    actionId: ZONE_MENU,
    placeholder: 'Type a city',
    hint,
  });
}

/** A zone as a menu shows it: `Europe/Berlin (now UTC+01:00)`. */
export function zoneOption(zone: string, now: Instant): PlainTextOption {
  const offset = inZone(now, zone, 'xxx');
  return menuOption(`${zone.replaceAll('_', ' ')} (now UTC${offset === '+00:00' ? '' : offset})`, zone);
}
