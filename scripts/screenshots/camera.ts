import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM } from './chromium.ts';

/** Width in CSS pixels, as a phone and a desktop show Slack's messages. */
export const WIDTHS = { phone: 390, desktop: 720 } as const;
export type Width = keyof typeof WIDTHS;

/** Pixels of a picture to one of CSS: documents show them smaller than a phone does. */
const SHARPNESS = 1.5;

/** What is left beside the avatar and the margins, as `frame.css` has it. */
export function roomIn(width: Width): number {
  return Math.min(600, WIDTHS[width] - 76);
}

/** Takes pictures of HTML with Debian's chromium. */
export interface Camera {
  /** Writes `<folder>/<name>-<width>.png`; answers what sticks out sideways, in CSS pixels. */
  shoot(html: string, name: string, width: Width): Promise<number>;
  close(): Promise<void>;
}

export async function openCamera(folder: string): Promise<Camera> {
  const browser = await chromium.launch(CHROMIUM);
  const { resolve } = createRequire(import.meta.url);
  const styles = await Promise.all([
    readFile(resolve('slack-blocks-to-jsx/dist/style.css'), 'utf8'),
    readFile(new URL('./frame.css', import.meta.url), 'utf8'),
    readFile(new URL('./modal.css', import.meta.url), 'utf8'),
  ]);
  const context = await browser.newContext({ deviceScaleFactor: SHARPNESS, offline: true });
  const page = await context.newPage();
  return {
    async shoot(html, name, width) {
      await page.setViewportSize({ width: WIDTHS[width], height: 60 });
      await page.setContent(
        `<!doctype html><meta charset="utf-8"><style>${styles.join('\n')}</style><body class="${width}">${html}</body>`,
      );
      await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
      // The page's own code, since Node's typings know no document.
      return Number(
        await page.evaluate(
          'Math.max(0, ...[document.body, ...document.querySelectorAll(".table")].map((e) => e.scrollWidth - e.clientWidth))',
        ),
      );
    },
    close: () => browser.close(),
  };
}
