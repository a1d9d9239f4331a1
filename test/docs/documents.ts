import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const ROOT = normalize(join(import.meta.dirname, '../..'));

/** A document of the project, by its path from the root. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

/** Every Markdown document that people are meant to read. */
export function documents(): Document[] {
  const inFolder = (folder: string) =>
    existsSync(join(ROOT, folder))
      ? readdirSync(join(ROOT, folder))
          .filter((name) => name.endsWith('.md'))
          .map((name) => join(folder, name))
      : [];
  return [...inFolder('.'), ...inFolder('docs'), ...inFolder('.github')].map((path) => ({
    path,
    text: readFileSync(join(ROOT, path), 'utf8'),
  }));
}

/** The fenced blocks of a language; `''` for those that name none. */
export function fenced({ text }: Document, language: string): string[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)]
    .filter(([, named]) => named === language)
    .map(([, , body]) => body ?? '');
}

const COMMAND =
  /^(?:[A-Z_]+=\S+ )*(?:npm|npx|node|bash|docker|git|jq|openssl|pg_dump|pg_restore|psql|promtool)\s/;

/** What the document tells people to type into a terminal, without what it explains beside it. */
export function commandsIn(document: Document): string[] {
  const spans = [...document.text.matchAll(/`([^`\n]+(?:\n[^`\n]+)?)`/g)].map(([, span]) => span ?? '');
  const lines = ['', 'sh']
    .flatMap((language) => fenced(document, language))
    .join('\n')
    .split('\n');
  const typed = lines.map((line) => line.replace(/\s{2,}.*$|\s+#.*$/, ''));
  return [...spans, ...typed]
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => COMMAND.test(text));
}

/** The document without its fenced blocks. */
export function prose({ text }: Document): string {
  return text.replace(/^```[\s\S]*?^```/gm, '');
}

const LINK =
  /\]\(([^)\s]+)(?:\s+"[^"]*")?\)|<(?:img|a)\b[^>]*?\b(?:src|href)="([^"]+)"|^\[[^\]]+\]:\s+(\S+)|<(https?:[^>\s]+)>/gm;

/** Where the links and pictures of a document lead, as it writes them: in all of the ways in which Markdown writes one. */
export function linksOf(document: Document): string[] {
  return [...prose(document).matchAll(LINK)].map((groups) => groups.slice(1).find(Boolean) ?? '');
}

/** Why a relative link leads nowhere, or `null`. */
export function brokenLink(document: Document, link: string): string | null {
  const [file = '', anchor] = link.split('#');
  const path = file === '' ? document.path : normalize(join(dirname(document.path), file));
  if (relative('.', path).startsWith('..')) return 'leads out of the project';
  if (!existsSync(join(ROOT, path))) return 'no such file';
  if (anchor === undefined) return null;
  const text = readFileSync(join(ROOT, path), 'utf8');
  return anchorsOf(text).includes(anchor) ? null : 'no such heading';
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
