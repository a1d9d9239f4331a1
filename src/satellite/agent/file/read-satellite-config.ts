import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { z } from 'zod';
import { SatelliteFile } from './file-schema.ts';
import { type Environment, fillIn } from './fill-in.ts';
import { parseYaml, type YamlFile } from './parse-yaml.ts';
import { readFileText } from './read-file-text.ts';
import type { ProxyConfig, SatelliteConfig } from './satellite-config.ts';
import { SatelliteFileError } from './satellite-file-error.ts';
import { spelled } from './spelled.ts';
import { unknownName } from './unknown-name.ts';

const LogLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info');

/**
 * Reads `satellite.yml`: values may come from the environment (`${NAME}`) and may be encrypted.
 *
 * @throws {SatelliteFileError} naming everything that is wrong, with lines
 */
export async function readSatelliteConfig(path: string, environment: Environment): Promise<SatelliteConfig> {
  const yaml = parseYaml(await readFileText(path));
  if ('problems' in yaml) throw new SatelliteFileError(path, yaml.problems);
  const { content, problems: unfilled } = fillIn(yaml.content, environment);
  const parsed = SatelliteFile.safeParse(content);
  const vain = new Set(unfilled.map((problem) => problem.path.join('.')));
  const issues = (parsed.error?.issues ?? []).filter((issue) => !vain.has(issue.path.join('.')));
  const problems = [
    ...unfilled.map((problem) => `${yaml.place(problem.path)}${spelled(problem.path)} ${problem.message}`),
    ...issues.flatMap((issue) => sentencesOf(issue, yaml)),
  ];
  const logLevel = LogLevel.safeParse(environment.LOG_LEVEL || undefined);
  if (!logLevel.success)
    problems.push('LOG_LEVEL in the environment must be trace, debug, info, warn, error or silent.');
  if (!parsed.success || !logLevel.success || problems.length > 0)
    throw new SatelliteFileError(path, problems);

  const { satellite, integrations } = parsed.data;
  const duplicate = integrations.find(
    ({ id }, index) => integrations.findIndex((each) => each.id === id) < index,
  );
  if (duplicate)
    throw new SatelliteFileError(path, [`Two integrations have the id ${duplicate.id}: remove one.`]);
  const folder = dirname(resolve(path));
  const credential = satellite.credential_file ?? `${basename(path, extname(path))}.credential`;
  return {
    path,
    tenant: satellite.tenant,
    enrolmentKey: satellite.api_key,
    url: satellite.url,
    proxy: satellite.proxy === undefined ? null : proxyOf(satellite.proxy),
    authorities:
      satellite.ca_file === undefined ? null : await authoritiesIn(path, resolve(folder, satellite.ca_file)),
    credentialPath: resolve(join(folder), credential),
    integrations: integrations.map(({ id, url, username, api_key }) => ({
      id,
      url,
      username,
      apiKey: api_key,
    })),
    logLevel: logLevel.data,
    warnings: [...(await warningsAbout(path)), ...integrations.flatMap(unencrypted)],
  };
}

function proxyOf(proxy: NonNullable<SatelliteFile['satellite']['proxy']>): ProxyConfig {
  const { protocol, host, port, username, password, all_traffic } = proxy;
  return {
    protocol,
    host: host.replace(/^\[|\]$/g, ''),
    port,
    credentials: username ? { username, password: password ?? '' } : null,
    allTraffic: all_traffic,
  };
}

async function authoritiesIn(path: string, file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${cause.code})`;
    const next = `Its path counts from the folder of ${basename(path)}, and the satellite's user must be able to read it.`;
    throw new SatelliteFileError(path, [`ca_file ${file}: ${why}. ${next}`], { cause });
  });
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new SatelliteFileError(path, [
    `ca_file ${file} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).`,
  ]);
}

async function warningsAbout(path: string): Promise<string[]> {
  const { mode } = await stat(path);
  // Windows has no such bits.
  if (process.platform === 'win32' || (mode & 0o077) === 0) return [];
  return [`${path} holds keys and can be read by other users of this machine: chmod 600 ${path}`];
}

function unencrypted({ id, url, plain_http }: SatelliteFile['integrations'][number]): string[] {
  if (!plain_http || !url.startsWith('http:')) return [];
  return [`The key of ${id} travels unencrypted to ${url}: plain_http allows it.`];
}

function sentencesOf(issue: z.core.$ZodIssue, yaml: YamlFile): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => `${yaml.place([...issue.path, name])}${unknownName(name, issue.path)}`);
  }
  const name = spelled(issue.path);
  return [`${yaml.place(issue.path)}${name === '' ? 'The file' : name} ${issue.message}`];
}
