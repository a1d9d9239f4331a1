import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launchChromium } from './chromium.ts';
import { type Visitor, visit } from './visitor.ts';

describe.skipIf(chromiumPath === undefined)('the demo page', () => {
  let browser: Browser;
  let visitor: Visitor;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  afterEach(() => visitor.leave());

  test('somebody connects, watches the progress, asks, opens the incidents, and sees what was sent', async () => {
    visitor = await visit(browser);
    const { page, demo } = visitor;
    demo.stage.pagerduty.setLatency(60);
    await page.getByRole('button', { name: 'Open the form' }).click();
    const form = visitor.dialog('Connect PagerDuty');
    await form.getByRole('button', { name: 'Check and connect' }).click();
    await form.getByText('Please complete this required field.').first().waitFor();
    await form.getByRole('button', { name: 'Demo: fill it in for me' }).click();
    await form.getByLabel('Username').fill('nobody@example.com');
    await form.getByRole('button', { name: 'Check and connect' }).click();
    await form.getByText('no PagerDuty user has this e-mail').waitFor();
    await form.getByLabel('Username').fill('dana@example.com');
    await form.getByRole('button', { name: 'Check and connect' }).click();
    await visitor.dialog('Connected').getByRole('button', { name: 'Done' }).click();

    await page.getByRole('button', { name: 'Watch progress' }).click();
    await visitor.message(/Loading|loaded|incidents/).waitFor();
    await visitor.message('is ready').waitFor();

    await page.getByRole('button', { name: '/sei-mttr checkout' }).click();
    const answer = visitor.message('MTTR');
    await answer.getByText(/mean of \d+ incidents, last 30 days/).waitFor();
    await answer.getByRole('img', { name: /Median recovery by week/ }).waitFor();
    await answer.getByRole('button', { name: /\d+ incidents/ }).click();
    const incidents = visitor.dialog('Incidents');
    await incidents.getByLabel('High urgency only').check();
    await incidents
      .getByText(/What if|would be|instead of|without/i)
      .first()
      .waitFor();
    await incidents.getByRole('button', { name: 'More actions' }).first().click();
    await page.keyboard.press('Escape');
    await incidents.waitFor();
    await incidents.getByRole('button', { name: 'Close' }).last().click();
    await incidents.waitFor({ state: 'detached' });

    await page.getByRole('tab', { name: 'What was sent' }).click();
    await page.getByRole('button', { name: /Slack → app.*\/sei-mttr checkout/ }).click();
    await page.getByText('"command": "/sei-mttr"').waitFor();
    const kept = await page.evaluate('document.body.innerText');
    expect(String(kept)).not.toContain(demo.stage.pagerduty.apiKey);
    expect(visitor.complaints()).toEqual([]);
  });

  test('somebody makes a digest, it is Monday, and it arrives; the week after is quiet', async () => {
    visitor = await visit(browser);
    const { page } = visitor;
    await visitor.connect();
    await visitor.type('/sei-pagerduty digest new');
    await visitor.dialog('New digest').getByRole('button', { name: 'Save' }).click();
    await visitor.dialog('Saved').getByRole('button', { name: 'Preview' }).click();
    await visitor
      .dialog('Preview')
      .getByText(/last week/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await visitor.dialog('Preview').waitFor({ state: 'detached' });
    await visitor.dialog('Saved').getByRole('button', { name: 'Done' }).click();
    await visitor.message('set up a digest for this channel').waitFor();

    await page.getByRole('button', { name: 'Next Monday', exact: true }).click();
    await visitor.message(/MTTR .* last week/).waitFor();
    await visitor
      .message(/MTTR .* last week/)
      .getByRole('button', { name: 'Change or stop' })
      .waitFor();
    await page.getByRole('button', { name: 'Next Monday', exact: true }).click();
    await visitor.message('no incidents resolved last week').waitFor();
    expect(visitor.complaints()).toEqual([]);
  });

  test('PagerDuty breaks: people are told; it is repaired: numbers are fresh again', async () => {
    visitor = await visit(browser);
    const { page } = visitor;
    await visitor.connect();
    await page.getByRole('tab', { name: 'Outside world' }).click();
    await page.getByLabel('Refuses the key').check();
    await page.getByRole('button', { name: 'Messages to you' }).click();
    await visitor.message(/refuse/).waitFor();
    await page.getByRole('radio', { name: /^Works/ }).check();
    await visitor.type('/sei-pagerduty status Production');
    await visitor
      .message(/Production/)
      .getByRole('button')
      .first()
      .waitFor();
    expect(visitor.complaints()).toEqual([]);
  });

  test('all of it works with the keyboard alone', async () => {
    visitor = await visit(browser);
    const { page } = visitor;
    const { keyboard } = page;
    await keyboard.press('Control+k');
    await keyboard.type('/sei-p');
    await keyboard.press('Tab');
    await keyboard.type('con');
    await page.getByRole('option', { name: /sei-pagerduty connect/ }).waitFor();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await visitor.dialog('Connect PagerDuty').getByLabel('Name', { exact: true }).waitFor();
    await keyboard.press('Escape');
    await visitor.dialog('Connect PagerDuty').waitFor({ state: 'detached' });
    await keyboard.press('Control+k');
    await keyboard.press('ArrowUp');
    expect(await page.getByRole('combobox', { name: /Type a command/ }).inputValue()).toBe(
      '/sei-pagerduty connect',
    );
    expect(visitor.complaints()).toEqual([]);
  });

  test('a collection: a search menu that the app fills, a confirmation, Home', async () => {
    visitor = await visit(browser);
    const { page } = visitor;
    await visitor.connect();
    await visitor.type('/sei-pagerduty collection new');
    const form = visitor.dialog(/collection/i);
    await form.getByLabel('Name', { exact: true }).fill('Money');
    await form
      .getByRole('combobox', { name: /service/i })
      .first()
      .click();
    await form.getByRole('option', { name: 'ledger' }).click();
    await form.getByRole('button', { name: /Save|Create|Next/ }).click();
    await visitor.dialog('Saved').getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('button', { name: 'SEI PagerDuty', exact: true }).click();
    await page.getByText('Money').first().waitFor();
    expect(visitor.complaints()).toEqual([]);
  });

  test('on a phone in the dark nothing scrolls sideways, and the sides open as drawers', async () => {
    visitor = await visit(browser, { viewport: { width: 390, height: 780 }, colorScheme: 'dark' });
    const { page } = visitor;
    await page.getByRole('button', { name: 'Guide', exact: true }).click();
    await visitor.connect();
    await page.getByRole('button', { name: 'Guide', exact: true }).click();
    await page.getByRole('button', { name: 'By priority' }).click();
    await visitor.message('MTTR').getByRole('table').waitFor();
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.getByRole('button', { name: 'Channels' }).click();
    await page.getByRole('button', { name: 'general', exact: true }).click();
    await page.getByRole('heading', { name: 'general' }).waitFor();
    expect(visitor.complaints()).toEqual([]);
  });
});
