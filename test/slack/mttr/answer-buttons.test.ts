import { expect, test } from 'vitest';
import { report } from '../report-fixture.ts';
import { message } from './answered.ts';

test('the next questions are buttons that ask what they say', () => {
  const { buttons } = message({ kind: 'report', report: report() }, '"R&amp;D" last=7d');
  expect(buttons).toEqual([
    ['14 incidents', 'report=7KQ2M last=30d'],
    ['About this number', 'report=7KQ2M last=30d'],
    ['By priority', 'service="R&amp;D" last=7d by=priority'],
    ['High urgency', 'service="R&amp;D" urgency=high last=7d'],
    ['Last 90 days', 'service="R&amp;D" last=90d'],
    ['Refresh', 'service="R&amp;D" last=7d'],
    ['Share', 'service="R&amp;D" last=7d public'],
    ['Weekly, to me', 'service="R&amp;D" last=7d'],
    ['CSV', 'report=7KQ2M last=30d'],
  ]);
});

test('a question too long for a button leaves the buttons out', () => {
  const name = 'x'.repeat(2_100);
  expect(message({ kind: 'report', report: report({ id: null }) }, `service=${name}`).buttons).toEqual([]);
});
