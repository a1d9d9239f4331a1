import { readFile } from 'node:fs/promises';

/** Stands in `manifest.json` wherever the app's public address belongs. */
const PLACEHOLDER = 'https://sei.example.com';

/**
 * `manifest.json` with the app's own public address; with Socket Mode, Slack needs none.
 *
 * @throws {TypeError} where the address is none
 */
export function fillManifest(manifest: string, publicUrl: string): string {
  const { origin, pathname } = new URL(publicUrl);
  return manifest.replaceAll(PLACEHOLDER, `${origin}${pathname}`.replace(/\/+$/, ''));
}

if (import.meta.main) {
  const publicUrl = process.env.PUBLIC_URL || PLACEHOLDER;
  if (!URL.canParse(publicUrl)) {
    process.stderr.write(
      'PUBLIC_URL is no web address. Set it to the one of your app, e.g. https://sei.example.com\n',
    );
    process.exit(1);
  }
  const manifest = await readFile(new URL('../manifest.json', import.meta.url), 'utf8');
  process.stdout.write(fillManifest(manifest, publicUrl));
  if (publicUrl === PLACEHOLDER)
    process.stderr.write(
      `PUBLIC_URL is not set: replace ${PLACEHOLDER} by the address of your app. With Socket Mode it may stay.\n`,
    );
}
