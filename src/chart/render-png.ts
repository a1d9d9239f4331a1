import { fileURLToPath } from 'node:url';
import { renderAsync } from '@resvg/resvg-js';

/** Without a font text vanishes silently: ours comes along, the system's are not asked. */
const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

/**
 * The PNG of an SVG, twice as large as it says, for sharp screens. Draws beside the event loop.
 *
 * @param signal ends it early
 */
export async function renderPng(svg: string, signal?: AbortSignal): Promise<Buffer> {
  const image = await renderAsync(
    svg,
    {
      fitTo: { mode: 'zoom', value: 2 },
      font: {
        loadSystemFonts: false,
        fontFiles: FONTS.map((file) => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${file}`))),
        defaultFontFamily: 'DejaVu Sans',
      },
    },
    signal ?? null,
  );
  return image.asPng();
}
