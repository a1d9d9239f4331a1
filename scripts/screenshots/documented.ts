import { readdir, readFile } from 'node:fs/promises';

/** Names of the pictures that README.md and docs/ show: `answer-service-phone`, `demo-light`. */
export async function documentedPictures(): Promise<ReadonlySet<string>> {
  const docs = (await readdir('docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`);
  const texts = await Promise.all(['README.md', ...docs].map((path) => readFile(path, 'utf8')));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/pictures\/([\w-]+)\.png/g)].map(([, name]) => name ?? '')),
  );
}
