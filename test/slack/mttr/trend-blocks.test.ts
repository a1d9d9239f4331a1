import { expect, test } from 'vitest';
import { NOW } from '../records.ts';
import { report, statistics } from '../report-fixture.ts';
import { message } from './answered.ts';

test('a period without incidents is left out of the chart, never 0', () => {
  const { chart } = message({ kind: 'report', report: report() });
  expect(chart).toMatchObject({
    title: 'Median recovery by week (* in part)',
    chart: {
      series: [
        {
          data: [
            { label: '25 Oct', value: 0.7 },
            { label: '7 Nov', value: 0.9 },
            { label: '14 Nov*', value: 3.3 },
          ],
        },
      ],
      axis_config: { categories: ['25 Oct', '7 Nov', '14 Nov*'], y_label: 'hours' },
    },
  });
});

test('without the chart the same numbers stand in words', () => {
  const shown = message({ kind: 'report', report: report() }, 'service=checkout', { chart: false });
  expect(shown.chart).toBeUndefined();
  expect(shown.words).toContain(
    'Median recovery by week (* in part), incidents in brackets: 25 Oct 40m (4) · 7 Nov 51m (6) · 14 Nov* 3h 20m (4)',
  );
});

test('the chart takes the last 20 of more points', () => {
  const points = Array.from({ length: 30 }, (_, index) => ({
    start: NOW,
    label: `d${index}`,
    statistics: statistics(),
    complete: true,
  }));
  const { chart } = message({ kind: 'report', report: report({ trend: { bucket: 'day', points } }) });
  expect(chart?.chart).toMatchObject({
    axis_config: { categories: points.slice(10).map(({ label }) => label) },
  });
});
