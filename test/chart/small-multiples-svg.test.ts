import { renderAsync } from '@resvg/resvg-js';
import { expect, test } from 'vitest';
import { renderPng } from '../../src/chart/render-png.ts';
import { type Panel, smallMultiplesSvg } from '../../src/chart/small-multiples-svg.ts';

const panel = (change: Partial<Panel> = {}): Panel => ({
  title: 'Payments',
  figure: 'MTTR 1h 8m',
  bars: [
    { label: 'W44', value: 40, text: '40m' },
    { label: 'W45', value: null, text: '' },
    { label: 'W46', value: 68, text: '1h 8m', partial: true },
  ],
  ...change,
});

/** How many dark pixels lie in a part of the picture, given in the SVG's own measures. */
async function darkPixels(png: Buffer, x: number, y: number, width: number, height: number): Promise<number> {
  const dataUri = `data:image/png;base64,${png.toString('base64')}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image href="${dataUri}" x="${-x}" y="${-y}" width="480" height="${png.readUInt32BE(20) / 2}" preserveAspectRatio="none"/></svg>`;
  const { pixels } = await renderAsync(svg, { background: '#ffffff' });
  let dark = 0;
  for (let at = 0; at < pixels.length; at += 4) if ((pixels[at] ?? 255) < 100) dark++;
  return dark;
}

test('text is drawn where it should be: title, name, figure, labels', async () => {
  const png = await renderPng(smallMultiplesSvg('MTTR by week', [panel()]));
  expect(await darkPixels(png, 16, 10, 120, 22)).toBeGreaterThan(100);
  expect(await darkPixels(png, 16, 50, 100, 18)).toBeGreaterThan(100);
  expect(await darkPixels(png, 364, 50, 100, 18)).toBeGreaterThan(20);
  expect(await darkPixels(png, 40, 126, 100, 16)).toBeGreaterThan(5);
  const empty = await renderPng(smallMultiplesSvg(' ', [panel({ title: ' ' })]));
  expect(await darkPixels(empty, 16, 10, 120, 22)).toBe(0);
});

test('what is not known has no bar, and what is 0 has one', () => {
  const bars = (svg: string) => svg.match(/<rect x="[^"]+" y/g)?.length ?? 0;
  expect(bars(smallMultiplesSvg('t', [panel()]))).toBe(2);
  const zero = panel({ bars: [{ label: 'W44', value: 0, text: '0s' }] });
  expect(bars(smallMultiplesSvg('t', [zero]))).toBe(1);
});

test('any name is drawn: markup, emoji, control characters, 255 of them', async () => {
  const names = ['<b>&"', '💥 \u0000\u0007\uD800', 'שלום', 'W'.repeat(255), ''];
  const png = await renderPng(
    smallMultiplesSvg(
      't',
      names.map((title) => panel({ title, bars: [] })),
    ),
  );
  expect(png.subarray(1, 4).toString()).toBe('PNG');
});
