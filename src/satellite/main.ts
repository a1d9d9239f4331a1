#!/usr/bin/env node
// First: it sets how V8 keeps its memory, which cannot be changed once there is much of it.
import '../../bin/lean-memory.mjs';
import { text } from 'node:stream/consumers';
import { VERSION } from '../version.ts';
import { wrong } from './agent/check/finding.ts';
import { findingsTable } from './agent/check/findings-table.ts';
import { commandOf, USAGE } from './agent/commands.ts';
import { createSatellite } from './agent/create-satellite.ts';
import { CredentialFileError } from './agent/credential-file.ts';
import { encryptFile } from './agent/file/encrypt-file.ts';
import { readSatelliteConfig } from './agent/file/read-satellite-config.ts';
import { SatelliteFileError } from './agent/file/satellite-file-error.ts';
import { sealer } from './agent/file/sealed-value.ts';
import { IntakeError } from './agent/intake/intake-errors.ts';
import { redactor, satelliteLog, secretsOf } from './agent/satellite-log.ts';

/** A person has to mend something first: starting again by itself is vain (`EX_CONFIG` of sysexits.h). */
const MEND_FIRST = 78;
/** Encrypting a value that is typed, not piped in: it would look as if nothing happened. */
const TYPE_IT =
  'Type the value to encrypt, then Enter and Ctrl-D. For a whole file: encrypt --config satellite.yml\n';
const KNOWN = [SatelliteFileError, CredentialFileError, IntakeError];

async function main(args: readonly string[]): Promise<number> {
  const command = commandOf(args, process.env);
  switch (command.kind) {
    case 'help':
      return say(USAGE, 0);
    case 'version':
      return say(`${VERSION}\n`, 0);
    case 'unknown':
      return complain(`${command.problem}\n\n${USAGE}`, 2);
    case 'encrypt':
      return encrypt(command.config);
    case 'check':
      return check(command.config);
    case 'run':
      return run(command.config);
  }
}

async function run(path: string): Promise<number> {
  const config = await readSatelliteConfig(path, process.env);
  const secrets = secretsOf(config);
  const log = satelliteLog(config.logLevel, (line) => redactor(secrets)(line));
  for (const warning of config.warnings) log.warn(warning);
  log.info(
    { version: VERSION, integrations: config.integrations.map(({ id }) => id) },
    'The satellite starts.',
  );
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      log.info({ signal }, 'stopping');
      stopping.abort(new Error('The satellite stops.'));
    });
  try {
    const onCredential = (credential: string) => void secrets.push(credential);
    await createSatellite(config, { version: VERSION }).run(log, onCredential, stopping.signal);
    return 0;
  } catch (error) {
    if (stopping.signal.aborted) return 0;
    if (isKnown(error)) log.error(`The satellite cannot work. ${error.message}`);
    else log.error({ err: error }, 'The satellite cannot work.');
    throw error;
  }
}

async function check(path: string): Promise<number> {
  try {
    const config = await readSatelliteConfig(path, process.env);
    const findings = await createSatellite(config, { version: VERSION }).check();
    const table = redactor(secretsOf(config))(findingsTable(findings));
    return say(table, findings.some(({ verdict }) => verdict === 'wrong') ? 1 : 0);
  } catch (error) {
    if (!(error instanceof SatelliteFileError)) throw error;
    return say(findingsTable(error.problems.map((problem) => wrong(error.path, problem))), 1);
  }
}

async function encrypt(path: string | null): Promise<number> {
  const passphrase = process.env.ENCRYPTION_PASSWORD ?? '';
  if (passphrase === '') return complain('Set ENCRYPTION_PASSWORD to the passphrase to encrypt with.\n', 1);
  if (path === null && process.stdin.isTTY) process.stderr.write(TYPE_IT);
  if (path === null) return say(`${sealer(passphrase).seal((await text(process.stdin)).trim())}\n`, 0);
  const names = await encryptFile(path, passphrase);
  const done = names.length === 0 ? 'There was nothing to encrypt' : `Encrypted ${names.join(', ')}`;
  return say(`${done}. Start the satellite with the same ENCRYPTION_PASSWORD.\n`, 0);
}

function say(words: string, code: number): number {
  process.stdout.write(words);
  return code;
}

function complain(words: string, code: number): number {
  process.stderr.write(words);
  return code;
}

/** What the operator has to mend is said in words; a stack trace would only hide it. */
function isKnown(error: unknown): error is Error {
  return KNOWN.some((kind) => error instanceof kind);
}

function failed(error: unknown): number {
  if (isKnown(error)) return complain(`${error.message}\n`, MEND_FIRST);
  return complain(`${error instanceof Error ? error.stack : String(error)}\n`, 1);
}

// Sockets that are kept alive would keep the process, too.
main(process.argv.slice(2))
  .catch(failed)
  .then((code) => process.exit(code));
