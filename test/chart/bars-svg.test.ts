import { expect, test } from 'vitest';
import { barsSvg } from '../../src/chart/bars-svg.ts';
import { renderPng } from '../../src/chart/render-png.ts';

const bars = [
  { label: 'W44', value: 40, text: '40m' },
  { label: 'W45', value: null, text: '' },
  { label: 'W46', value: 68, text: '1h 8m', partial: true },
  { label: 'W47', value: 0, text: '0s' },
];

/** Labels and values, as they are drawn. */
function words(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
}

test('every bar has its value and its label; what is not known has no bar, what is 0 has one', () => {
  const svg = barsSvg('MTTR by week', bars);
  expect(words(svg)).toEqual(['MTTR by week', 'W44', '40m', 'W45', 'W46', '1h 8m', 'W47', '0s']);
  expect(svg.match(/<rect x=/g)).toHaveLength(3);
});

test('labels of many bars are cut, so that neighbours do not run into each other', () => {
  const many = Array.from({ length: 20 }, (_, index) => ({
    label: `${index} November`,
    value: 1,
    text: '1m',
  }));
  for (const text of words(barsSvg('t', many)).slice(1)) expect(text.length).toBeLessThanOrEqual(7);
});

test('nothing at all and markup are drawn too', async () => {
  expect((await renderPng(barsSvg('<b>&', []))).subarray(1, 4).toString()).toBe('PNG');
});
