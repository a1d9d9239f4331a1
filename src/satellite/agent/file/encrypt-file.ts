import { randomBytes } from 'node:crypto';
import { readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { isScalar } from 'yaml';
import { parseYaml, valuesOf } from './parse-yaml.ts';
import { SatelliteFileError } from './satellite-file-error.ts';
import { isSealed, sealer } from './sealed-value.ts';

const SECRETS = /^(satellite\.api_key|satellite\.proxy\.password|integrations\.\d+\.api_key)$/;

/**
 * Encrypts every secret in a file that is not encrypted yet, and leaves all else, comments too, as it stands. Values that
 * come from the environment and placeholders stay.
 *
 * @returns the names of what was encrypted
 */
export async function encryptFile(path: string, passphrase: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new SatelliteFileError(path, [`it cannot be read (${cause.code}).`], { cause });
  });
  const yaml = parseYaml(text);
  if ('problems' in yaml) throw new SatelliteFileError(path, yaml.problems);
  const { seal } = sealer(passphrase);
  const secrets = valuesOf(yaml.content)
    .map((value) => ({ ...value, name: value.path.join('.') }))
    .filter(({ name, text: value }) => SECRETS.test(name) && isPlain(value))
    .flatMap((value) => {
      const node: unknown = yaml.document.getIn(value.path, true);
      return isScalar(node) && node.range ? [{ ...value, range: node.range }] : [];
    });
  // From the end, so that what is still to be replaced stays where it is.
  const changed = secrets
    .toSorted((one, other) => other.range[0] - one.range[0])
    .reduce(
      (rest, { text: value, range }) => `${rest.slice(0, range[0])}'${seal(value)}'${rest.slice(range[1])}`,
      text,
    );
  if (secrets.length > 0) await replace(path, changed);
  return secrets.map(({ name }) => name);
}

function isPlain(text: string): boolean {
  return text !== '' && !isSealed(text) && !/^<[^<>]*>$/.test(text) && !/(^|[^$])\$\{/.test(text);
}

async function replace(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const { mode } = await stat(path);
    await writeFile(temporary, text, { mode: mode & 0o600, flag: 'wx' });
    await rename(temporary, path);
  } catch (cause) {
    await unlink(temporary).catch(() => {}); // the first error is the one that tells
    const { code } = cause as NodeJS.ErrnoException; // fs rejects with nothing else
    throw new SatelliteFileError(path, [`it cannot be replaced (${code}). Run this as its owner.`], {
      cause,
    });
  }
}
