import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export interface Asset {
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** By path: `/`, `/assets/….js`. */
export type Assets = ReadonlyMap<string, Asset>;

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Has Vite build the page; nothing is written to the disk. */
export async function buildPage(): Promise<Assets> {
  const built = await build({
    root: fileURLToPath(new URL('../page/', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    build: { write: false },
  });
  if (!('output' in built)) throw new Error('Vite built something else than one page.');
  return new Map(
    built.output.map((file) => [
      file.fileName === 'index.html' ? '/' : `/${file.fileName}`,
      {
        type: TYPES[file.fileName.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
        body: file.type === 'chunk' ? file.code : file.source,
      },
    ]),
  );
}
