import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { KeyFileError, ownKeyFile, readKeyFile, writeKeyFile } from './key-file.ts';
import { keyId } from './key-id.ts';
import type { Keys } from './keyring.ts';
import { readSealingNote, type SealingNote } from './sealing-note.ts';

const USAGE = `Usage: npm run keys -- <command>
  status      which keys there are, and what is sealed with which
  generate    print a new key, and change nothing
  rotate      make a new key; the running app takes it within seconds and seals everything with it
  retire      take away keys that seal nothing any more
`;

const FROM_ENVIRONMENT = `The key is ENCRYPTION_KEY, which no command can change while the app runs. Either
  1. add a new key (npm run keys -- generate) to ENCRYPTION_KEYS_PREVIOUS of every replica, and restart them,
  2. let ENCRYPTION_KEY be the new one and ENCRYPTION_KEYS_PREVIOUS the old one, and restart: everything is sealed anew,
  3. when "npm run keys -- status" shows nothing under the old one, take it away
or move it into a file and name that in ENCRYPTION_KEY_FILE: then "rotate" needs no restart.
`;

export interface KeysToolOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly say: (text: string) => void;
  readonly random?: (size: number) => Buffer;
  /** Milliseconds for which a running app is waited for. */
  readonly patience?: number;
}

/** `npm run keys`: looks after the encryption keys, also while the app runs. Returns the exit code. Shows ids, and a key only where it makes one. */
export async function keysTool(
  [command]: readonly string[],
  { environment, say, random = randomBytes, patience = 15_000 }: KeysToolOptions,
): Promise<number> {
  const dataDir = environment.DATA_DIR || './data';
  const path = environment.ENCRYPTION_KEY_FILE || ownKeyFile(dataDir);
  const inEnvironment = Boolean(environment.ENCRYPTION_KEY);

  function keysInFile(): Required<Keys> {
    const keys = readKeyFile(path);
    if (keys === null)
      throw new KeyFileError(`There is no key in ${path} yet: the app makes one when it starts.`);
    return keys;
  }

  async function status(): Promise<number> {
    const note = await readSealingNote(dataDir);
    if (!inEnvironment) {
      const { current, previous } = keysInFile();
      say(`${path}:\n`);
      say(lineOf(keyId(current), 'current', note));
      for (const key of previous) say(lineOf(keyId(key), 'previous', note));
    } else if (note)
      for (const id of Object.keys(note.sealedWith))
        say(lineOf(id, id === note.currentKey ? 'current' : 'previous', note));
    say(note === null ? 'No app has worked here yet.\n' : `As the app saw it at ${note.at}.\n`);
    if (note && note.unreadable > 0)
      say(`${note.unreadable} cannot be opened by any key at hand: enter those again.\n`);
    return 0;
  }

  async function rotate(): Promise<number> {
    if (inEnvironment) {
      say(FROM_ENVIRONMENT);
      return 1;
    }
    const { current, previous } = keysInFile();
    const fresh = random(32);
    const id = keyId(fresh);
    await writeKeyFile(path, { current: fresh, previous: [current, ...previous] });
    say(`The current key is ${id} now.\n`);
    const note = await noteWith(id);
    if (note === null) say('No running app has taken it yet. It seals everything anew when it starts.\n');
    else
      say(
        `Everything is sealed with it: ${secrets(note.sealedWith[id] ?? 0)}. "retire" takes the old key away.\n`,
      );
    return 0;
  }

  /** The note of an app that has taken the key, as soon as there is one. */
  async function noteWith(id: string): Promise<SealingNote | null> {
    for (let waited = 0; waited <= patience; waited += 200) {
      const note = await readSealingNote(dataDir);
      if (note?.currentKey === id) return note;
      await setTimeout(200);
    }
    return null;
  }

  async function retire(): Promise<number> {
    if (inEnvironment) {
      say(FROM_ENVIRONMENT);
      return 1;
    }
    const { current, previous } = keysInFile();
    const note = await readSealingNote(dataDir);
    if (note?.currentKey !== keyId(current)) {
      say('The app has not sealed everything with the current key yet: nothing was changed.\n');
      return 1;
    }
    const kept = previous.filter((key) => (note.sealedWith[keyId(key)] ?? 0) > 0);
    await writeKeyFile(path, { current, previous: kept });
    const gone = previous.length - kept.length;
    say(`${gone} ${gone === 1 ? 'key' : 'keys'} taken away, ${kept.length} still in use.\n`);
    say('Backups that were made before need them: keep those keys with those backups.\n');
    return 0;
  }

  try {
    switch (command) {
      case 'status':
        return await status();
      case 'generate':
        say(`${random(32).toString('base64')}\n`);
        return 0;
      case 'rotate':
        return await rotate();
      case 'retire':
        return await retire();
    }
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
    say(`${error.message}\n`);
    return 1;
  }
  say(USAGE);
  return 2;
}

function lineOf(id: string, what: string, note: SealingNote | null): string {
  return `  ${id}  ${what.padEnd(8)}  ${secrets(note?.sealedWith[id] ?? 0)}\n`;
}

function secrets(count: number): string {
  return `${count} ${count === 1 ? 'secret' : 'secrets'}`;
}

if (import.meta.main) {
  const say = (text: string) => {
    process.stdout.write(text);
  };
  process.exitCode = await keysTool(process.argv.slice(2), { environment: process.env, say });
}
