import { expect, test } from 'vitest';
import { matchingZones } from '../../../src/slack/zones/matching-zones.ts';
import { zoneOption } from '../../../src/slack/zones/zone-input.ts';
import { NOW } from '../records.ts';

test.each([
  ['berl', 'Europe/Berlin'],
  ['new york', 'America/New_York'],
  ['utc', 'UTC'],
  ['europe/berlin', 'Europe/Berlin'],
  ['kathm', 'Asia/Kathmandu'],
  ['kolkata', 'Asia/Kolkata'],
  ['calcutta', 'Asia/Calcutta'],
  ['kyiv', 'Europe/Kyiv'],
])('typed %s, the first is %s', (typed, zone) => {
  expect(matchingZones(typed)[0]).toMatch(new RegExp(`^${zone}`));
});

test('cities that begin so stand before those that hold it', () => {
  const zones = matchingZones('lon');
  expect(zones[0]).toMatch(/\/Lon/);
});

test('nothing typed is a menu that Slack takes; nonsense is an empty one', () => {
  expect(matchingZones('')).toHaveLength(100);
  expect(matchingZones('')[0]).toBe('UTC');
  expect(new Set(matchingZones('')).size).toBe(100);
  expect(matchingZones('zzzz')).toEqual([]);
});

test('each shows how far it is from UTC now', () => {
  const label = (zone: string) => zoneOption(zone, NOW).text.text;
  expect(label('Europe/Berlin')).toBe('Europe/Berlin (now UTC+01:00)');
  expect(label('America/New_York')).toBe('America/New York (now UTC-05:00)');
  expect(label('UTC')).toBe('UTC (now UTC)');
  expect(label('Asia/Kathmandu')).toContain('+05:45');
});
