import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { type OpenWorkspace, openWorkspace } from '../../demo/workspace/open-workspace.ts';

const PATIENCE_MILLISECONDS = 20_000;

/** Somebody at the demo's page. Everything is found as a screen reader would find it. */
export interface Visitor {
  readonly page: Page;
  readonly demo: OpenWorkspace;
  /** What went wrong on the page, in the browser's words, and what Slack would have refused. Expect nothing. */
  complaints(): readonly string[];
  type(line: string): Promise<void>;
  /** The newest message that contains the words. */
  message(words: string | RegExp): Locator;
  dialog(name: string | RegExp): Locator;
  /** Follows the guide to a connected account whose backfill is over. */
  connect(): Promise<void>;
  leave(): Promise<void>;
}

export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
  const demo = await openWorkspace({ port: 0 });
  const context = await browser.newContext({ viewport: { width: 1280, height: 820 }, ...options });
  context.setDefaultTimeout(PATIENCE_MILLISECONDS);
  const page = await context.newPage();
  const seen: string[] = [];
  page.on('pageerror', (error) => seen.push(error.message));
  page.on('console', (line) => {
    if (line.type() === 'error') seen.push(line.text());
  });
  await page.goto(demo.page.url);
  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  const box = page.getByRole('combobox', { name: /Type a command/ });
  await box.waitFor();
  return {
    page,
    demo,
    complaints: () => [
      ...seen,
      ...demo.stage.slack.problems.map(({ where, problem }) => `${where}: ${problem}`),
    ],
    async type(line) {
      await box.fill(line);
      await box.press('Enter');
    },
    message: (words) => page.getByRole('article').filter({ hasText: words }).last(),
    dialog,
    async connect() {
      await page.getByRole('button', { name: 'Open the form' }).click();
      const form = dialog('Connect PagerDuty');
      await form.getByRole('button', { name: 'Demo: fill it in for me' }).click();
      await form.getByRole('button', { name: 'Check and connect' }).click();
      await dialog('Connected').getByRole('button', { name: 'Done' }).click();
      // On a phone the guide is out of sight by now.
      await page.locator('li[aria-label="Connect PagerDuty: done"]').waitFor({ state: 'attached' });
    },
    async leave() {
      await context.close();
      await demo.close();
    },
  };
}
