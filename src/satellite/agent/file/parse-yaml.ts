import { type Document, isScalar, LineCounter, parseDocument, visit } from 'yaml';

/** A text value of the file, with what leads back to it. */
export interface FileValue {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** A YAML file whose values are all text: an id that looks like a number stays what was typed. */
export interface YamlFile {
  readonly document: Document;
  /** Plain objects, lists and texts. */
  readonly content: unknown;
  /** Where a thing stands, e.g. `line 4: `; empty where it stands nowhere. */
  place(path: readonly PropertyKey[]): string;
}

/** What YAML itself finds wrong, as a sentence with line and column: the first thing, since others follow from it. */
export interface YamlProblems {
  readonly problems: readonly string[];
}

const ADVICE: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'YAML is indented with spaces, never with tabs.',
  BAD_INDENT: 'Lines that belong together begin in the same column; each level is two spaces further in.',
  MULTILINE_IMPLICIT_KEY:
    'Lines that belong together begin in the same column; each level is two spaces further in.',
  BLOCK_AS_IMPLICIT_KEY:
    'Lines that belong together begin in the same column; each level is two spaces further in.',
  MISSING_CHAR: 'A quote, bracket or colon is missing here, or the lines around are not indented alike.',
  DUPLICATE_KEY: 'Each name may stand once: remove one of the two.',
  BAD_ALIAS: 'Put the value in single quotes.',
  BAD_SCALAR_START: 'Put the value in single quotes.',
  UNEXPECTED_TOKEN:
    'Put values with special characters in single quotes, and indent with two spaces a level.',
};

/** Reads YAML. What it calls `content` holds no other types than objects, lists, texts and `null`. */
export function parseYaml(text: string): YamlFile | YamlProblems {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { pos, code, message } = error;
    const quote = message.startsWith('Missing closing') ? quoteAround(document, pos[0]) : null;
    const { line, col } = lines.linePos(quote ?? pos[0]);
    const sentence =
      quote === null
        ? `${message.split('\n')[0]}. ${ADVICE[code] ?? ''}`.trim()
        : 'the quote that begins here has no end. Close it at the end of the value; within single quotes, a single quote is written twice.';
    return { problems: [`line ${line}, column ${col}: ${sentence}`] };
  }
  const unresolved = aliasIn(document);
  if (unresolved !== null) {
    const { line, col } = lines.linePos(unresolved);
    return { problems: [`line ${line}, column ${col}: a value begins with "*". ${ADVICE.BAD_ALIAS}`] };
  }
  return {
    document,
    content: document.toJS(),
    place(path) {
      for (let end = path.length; end > 0; end--) {
        const node: unknown = document.getIn(path.slice(0, end), true);
        const range = isRanged(node) ? node.range : null;
        if (range) return `line ${lines.linePos(range[0]).line}: `;
      }
      return '';
    },
  };
}

/** Every text in the file that is a value, not a name. */
export function valuesOf(content: unknown, path: readonly (string | number)[] = []): FileValue[] {
  if (typeof content === 'string') return [{ path, text: content }];
  if (Array.isArray(content)) return content.flatMap((each, index) => valuesOf(each, [...path, index]));
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([name, each]) => valuesOf(each, [...path, name]));
}

/** The same content with every text replaced; names without a value are left out. */
export function mapValues(content: unknown, map: (value: FileValue) => string): unknown {
  const walk = (part: unknown, path: readonly (string | number)[]): unknown => {
    if (typeof part === 'string') return map({ path, text: part });
    if (Array.isArray(part)) return part.map((each, index) => walk(each, [...path, index]));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part)
        .filter(([, each]) => each !== null && each !== '')
        .map(([name, each]) => [name, walk(each, [...path, name])]),
    );
  };
  return walk(content, []);
}

/** Where a quote begins that was not closed: YAML notices at the end of what it then holds, often that of the file. */
function quoteAround(document: Document, noticedAt: number): number | null {
  let found: number | null = null;
  visit(document, {
    Scalar: (_, { type, range }) => {
      const isQuoted = type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE';
      if (isQuoted && range && range[0] < noticedAt && noticedAt <= range[1]) found ??= range[0];
    },
  });
  return found;
}

function aliasIn(document: Document): number | null {
  let found: number | null = null;
  visit(document, {
    Alias: (_, node) => {
      found ??= node.range?.[0] ?? 0;
    },
  });
  return found;
}

function isRanged(node: unknown): node is { range: [number, number, number] | null | undefined } {
  return isScalar(node) || (typeof node === 'object' && node !== null && 'range' in node);
}
