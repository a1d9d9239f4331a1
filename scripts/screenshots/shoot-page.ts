import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { openWorkspace, type WorkspaceOptions } from '../../demo/workspace/open-workspace.ts';
import { instantOf } from '../../src/domain/instant.ts';
import { CHROMIUM } from './chromium.ts';

/** A Friday: last Thursday's bad release is a day old. */
const NOW = instantOf(new Date('2026-11-27T09:30:00Z'));

/** Pictures of the demo's page: an answer in the light, a Home and the switches in the dark, an answer on a phone. */
export async function shootPage(folder: string, ids: WorkspaceOptions['ids']): Promise<void> {
  const demo = await openWorkspace({ port: 0, machine: { now: () => NOW }, ids });
  const browser = await chromium.launch(CHROMIUM);
  const shoot = (page: Page, name: string) => page.screenshot({ path: join(folder, `${name}.png`) });
  try {
    const page = await openPage(browser, demo.page.url, { width: 1280, height: 800 });
    await connect(page);
    // What is read behind the incidents is in the answer as well.
    await demo.stage.app.sync.idle();
    await page.getByRole('button', { name: '/sei-mttr ledger' }).click();
    await page.getByRole('button', { name: /\d+ incidents$/ }).waitFor();
    await settle(page);
    await shoot(page, 'demo-light');
    await page.getByRole('button', { name: 'Dark' }).click();
    await page.getByRole('button', { name: 'SEI PagerDuty', exact: true }).click();
    await page.getByRole('tab', { name: 'Outside world' }).click();
    await page.getByRole('img', { name: /MTTR/ }).waitFor();
    await settle(page);
    await shoot(page, 'demo-dark');

    const phone = await openPage(browser, demo.page.url, { width: 390, height: 780 });
    await settle(phone);
    await shoot(phone, 'demo-phone');
  } finally {
    await browser.close();
    await demo.close();
  }
}

async function openPage(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
): Promise<Page> {
  const page = await browser.newPage({ viewport, colorScheme: 'light' });
  await page.clock.setFixedTime(NOW * 1000);
  await page.goto(url);
  await page.getByRole('combobox', { name: /Type a command/ }).waitFor();
  return page;
}

async function connect(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the form' }).click();
  await page.getByRole('button', { name: 'Demo: fill it in for me' }).click();
  await page.getByRole('button', { name: 'Check and connect' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('listitem', { name: 'Connect PagerDuty: done' }).waitFor();
}

/** Fonts, pictures and layout are there. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForTimeout(800);
}
