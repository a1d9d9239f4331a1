import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The version of this software, from the package that it came in. */
export function ownVersion(): string {
  const path = new URL('../../../package.json', import.meta.url);
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path, 'utf8'))).version;
}
