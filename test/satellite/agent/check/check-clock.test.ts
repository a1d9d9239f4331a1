import { expect, test } from 'vitest';
import { HOUR } from '../../../../src/domain/duration.ts';
import { checkClock } from '../../../../src/satellite/agent/check/check-clock.ts';

test('clocks that agree are fine', () => {
  expect(checkClock({ app: 3, pagerDuty: -2 })).toMatchObject([{ verdict: 'ok' }]);
});

test('ahead of both: this machine is wrong', () => {
  expect(checkClock({ app: HOUR, pagerDuty: HOUR + 1 })).toMatchObject([
    { verdict: 'wrong', found: "This machine's clock is 60 minutes ahead of the app's." },
  ]);
});

test('behind the app alone: the app is wrong', () => {
  expect(checkClock({ app: -HOUR, pagerDuty: 0 })).toMatchObject([
    { verdict: 'wrong', found: "The app's clock is 60 minutes ahead of this machine's and PagerDuty's." },
  ]);
});

test('with the app out of reach, PagerDuty tells', () => {
  expect(checkClock({ app: null, pagerDuty: -90 })).toMatchObject([
    { verdict: 'wrong', found: "This machine's clock is 90 seconds behind PagerDuty's." },
  ]);
  expect(checkClock({ app: null, pagerDuty: null })).toEqual([]);
});
