import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { SatelliteFileError } from './satellite-file-error.ts';

/** The text of `satellite.yml`. Throws a {@link SatelliteFileError} that says what to do where it cannot be read. */
export async function readFileText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // fs rejects with nothing else
    const why =
      code === 'ENOENT'
        ? `there is no such file: ${resolve(path)}. Name it with --config, or in CONFIG_FILE; /sei-pagerduty satellite <name> in Slack makes a new one.`
        : code === 'EACCES'
          ? 'this user may not read it. Give it to the user that the satellite runs as.'
          : code === 'EISDIR'
            ? 'it is a folder. Name the file in it.'
            : `it cannot be read (${code}).`;
    throw new SatelliteFileError(path, [why], { cause: error });
  }
}
