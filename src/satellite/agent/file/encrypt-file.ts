import { isScalar } from 'yaml';
import { nodeDisk } from '../../../store/json/disk.ts';
import { replaceFile } from '../../../store/json/replace-file.ts';
import { type FileValue, parseYaml, valuesOf } from './parse-yaml.ts';
import { readFileText } from './read-file-text.ts';
import { SatelliteFileError } from './satellite-file-error.ts';
import { isSealed, sealer } from './sealed-value.ts';
import { spelled } from './spelled.ts';

const SECRETS = /^(satellite\.api_key|satellite\.proxy\.password|integrations\.\d+\.api_key)$/;

/**
 * Encrypts every secret in a file that is not encrypted yet, and leaves all else, comments too, as it stands. Values that
 * come from the environment and placeholders stay.
 *
 * @returns the names of what was encrypted
 */
export async function encryptFile(path: string, passphrase: string): Promise<readonly string[]> {
  const text = await readFileText(path);
  const yaml = parseYaml(text);
  if ('problems' in yaml) throw new SatelliteFileError(path, yaml.problems);
  const { seal, open } = sealer(passphrase);
  const values = valuesOf(yaml.content);
  const secrets = values
    .map((value) => ({ ...value, name: value.path.join('.') }))
    .filter(({ name, text: value }) => SECRETS.test(name) && isPlain(value))
    .flatMap((value) => {
      const node: unknown = yaml.document.getIn(value.path, true);
      return isScalar(node) && node.range ? [{ ...value, range: node.range }] : [];
    });
  // The satellite starts with one passphrase: what another one encrypted would be lost to it.
  if (secrets.length > 0)
    for (const value of values.filter((each) => isSealed(each.text)))
      demandOpening(path, yaml.place(value.path), value, open);
  // From the end, so that what is still to be replaced stays where it is.
  const changed = secrets
    .toSorted((one, other) => other.range[0] - one.range[0])
    .reduce(
      (rest, { text: value, range }) => `${rest.slice(0, range[0])}'${seal(value)}'${rest.slice(range[1])}`,
      text,
    );
  if (secrets.length > 0) await replace(path, changed);
  return secrets.map((each) => spelled(each.path));
}

function demandOpening(
  path: string,
  place: string,
  { path: within, text }: FileValue,
  open: (sealed: string) => string,
): void {
  try {
    open(text);
  } catch (cause) {
    const problem = `${place}${spelled(within)} was encrypted with another passphrase. Nothing was changed: set ENCRYPTION_PASSWORD to that one.`;
    throw new SatelliteFileError(path, [problem], { cause });
  }
}

function isPlain(text: string): boolean {
  return text !== '' && !isSealed(text) && !/^<[^<>]*>$/.test(text) && !/(^|[^$])\$\{/.test(text);
}

async function replace(path: string, text: string): Promise<void> {
  try {
    await replaceFile(nodeDisk, path, [Buffer.from(text)]);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException; // fs rejects with nothing else
    throw new SatelliteFileError(path, [`it cannot be replaced (${code}). Run this as its owner.`], {
      cause,
    });
  }
}
