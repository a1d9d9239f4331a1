import { describe, expect, test } from 'vitest';
import { pageHtml } from '../../../src/slack/installing/page.ts';
import {
  failedPage,
  type InstallFailure,
  installedPage,
  landingPage,
} from '../../../src/slack/installing/pages.ts';

const ACME = { name: 'Acme', kind: 'team' } as const;
const installed = (how: 'new' | 'again' | 'returned') =>
  pageHtml(installedPage(ACME, how, 'https://app.slack.com/'));

const FAILURES: readonly InstallFailure[] = [
  'denied',
  'not allowed',
  'bad state',
  'expired',
  'Slack down',
  'misconfigured',
  'unknown',
];

describe('after installing', () => {
  test('the first time there is an account to connect', () => {
    expect(installed('new')).toContain('<code>/sei-pagerduty connect</code>');
  });

  test('over an installation that is there, nothing is left to do but to ask', () => {
    expect(installed('again')).toContain('are as they were');
    expect(installed('again')).not.toContain('/sei-pagerduty');
    expect(installed('again')).toContain('<code>/sei-mttr</code>');
  });

  test('within the grace only the keys are to be entered again', () => {
    expect(installed('returned')).toContain('<code>/sei-pagerduty reauth</code>');
    expect(installed('returned')).not.toContain('/sei-pagerduty connect');
  });

  test('in an organisation somebody first chooses the workspaces', () => {
    const page = installedPage({ name: '', kind: 'organisation' }, 'new', 'https://app.slack.com/');
    expect(page.says[0]).toContain('your organisation');
    expect(page.steps?.[0]).toContain('Choose the workspaces');
  });

  test('T15 a workspace’s name is text, whatever is in it', () => {
    const name = '<script>alert(1)</script>`"\'&`';
    const html = pageHtml(installedPage({ ...ACME, name }, 'new', 'https://app.slack.com/'));
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;');
  });
});

describe('what went wrong', () => {
  test.each(FAILURES)('%s: whole sentences, and a way on where there is one', (failure) => {
    const { status, title, says, link } = failedPage(failure, '1f2e3d4c');
    expect(title).toMatch(/^[A-Z]/);
    for (const text of says) expect(text).toMatch(/^[A-Z].*\.$/);
    expect(link?.href).toBe(failure === 'misconfigured' ? undefined : '/slack/install');
    // What the operator looks into has its id in the log.
    expect(says.join(' ').includes('1f2e3d4c')).toBe(status >= 500);
  });
});

test('the landing page leads to Slack alone', () => {
  const html = pageHtml(landingPage('https://slack.com/oauth/v2/authorize?a=1&state=x'));
  expect(html.match(/href="[^"]*"/g)).toEqual([
    'href="https://slack.com/oauth/v2/authorize?a=1&amp;state=x"',
  ]);
});
