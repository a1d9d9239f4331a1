import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * Makes `dist/` of what `src/satellite/main.ts` imports, with the types taken out: Node refuses to do that by itself for
 * files under `node_modules`. Run by `npm pack`.
 */
const ROOT = resolve(import.meta.dirname, '..');
const ENTRY = join(ROOT, 'src/satellite/main.ts');
const TO = join(ROOT, 'dist');

/** Imports and exports from a file of ours. Types leave nothing behind but `import type`, which the stripping takes out. */
const OURS = /((?:^|[\s;}])(?:from|import)\s*\(?\s*['"])(\.{1,2}\/[^'"]+)\.ts(['"])/g;

await rm(TO, { recursive: true, force: true });
const waiting = [ENTRY];
const known = new Set(waiting);
for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
  const stripped = stripTypeScriptTypes(await readFile(path, 'utf8'), { mode: 'strip' });
  const script = stripped.replaceAll(OURS, (_, before: string, name: string, after: string) => {
    const imported = resolve(dirname(path ?? ''), `${name}.ts`);
    if (!known.has(imported)) waiting.push(imported);
    known.add(imported);
    return `${before}${name}.js${after}`;
  });
  const target = join(TO, relative(join(ROOT, 'src'), path).replace(/\.ts$/, '.js'));
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, script, path === ENTRY ? { mode: 0o755 } : {});
}
process.stderr.write(`dist/: ${known.size} files\n`);
