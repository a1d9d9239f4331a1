import type { Seconds } from '../../../domain/duration.ts';
import { dateOf, type Instant } from '../../../domain/instant.ts';
import type { CheckAnswer } from '../../protocol/check.ts';
import { PROTOCOL } from '../../protocol/version.ts';
import { type CredentialFile, CredentialFileError, fingerprint } from '../credential-file.ts';
import type { SatelliteConfig } from '../file/satellite-config.ts';
import type { IntakeClient } from '../intake/intake-client.ts';
import { IntakeError, IntakeRefusedError } from '../intake/intake-errors.ts';
import { type Finding, note, ok, wrong } from './finding.ts';

interface AppSurroundings {
  readonly config: Pick<SatelliteConfig, 'tenant' | 'enrolmentKey' | 'url' | 'integrations'>;
  readonly client: Pick<IntakeClient, 'call'>;
  readonly file: Pick<CredentialFile, 'read' | 'tryWriting' | 'path'>;
  readonly ownNow: () => Instant;
}

/** Whether the app answers, which key it would take from this satellite, and what that key is good for. */
export async function checkApp({ config, client, file, ownNow }: AppSurroundings): Promise<{
  readonly findings: readonly Finding[];
  readonly skew: Seconds | null;
}> {
  let skew: Seconds | null = null;
  const findings: Finding[] = [];
  try {
    const welcome = await client.call('welcome', null, null);
    skew = ownNow() - welcome.now;
    const { oldest, newest } = welcome.protocol;
    findings.push(ok('app', `answers at ${config.url} (version ${welcome.version})`));
    if (PROTOCOL < oldest || PROTOCOL > newest)
      findings.push(
        wrong(
          'protocol',
          `The app takes versions ${oldest} to ${newest}, this satellite speaks ${PROTOCOL}.`,
          PROTOCOL < oldest ? 'Update the satellite.' : 'Update the app, or take an older satellite.',
        ),
      );
  } catch (error) {
    if (!(error instanceof IntakeError)) throw error;
    return { findings: [wrong('app', error.message, 'Check satellite.url, proxy and firewall.')], skew };
  }
  return { findings: [...findings, ...(await checkKeys({ config, client, file }))], skew };
}

async function checkKeys({ config, client, file }: Omit<AppSurroundings, 'ownNow'>): Promise<Finding[]> {
  const findings: Finding[] = [];
  let credential: string | null = null;
  try {
    const known = await file.read();
    const own = known?.enrolledWith === fingerprint(config.enrolmentKey) && known.tenant === config.tenant;
    credential = own ? known.credential : null;
    await file.tryWriting();
    findings.push(ok('credential', credential ? `kept in ${file.path}` : `will be kept in ${file.path}`));
  } catch (error) {
    if (!(error instanceof CredentialFileError)) throw error;
    findings.push(wrong('credential', error.message));
  }
  try {
    const answer = await client.call('check', credential ?? config.enrolmentKey, {});
    return [...findings, keyFinding(answer), ...config.integrations.map((each) => known(each, answer))];
  } catch (error) {
    if (!(error instanceof IntakeError)) throw error;
    const name = credential === null ? 'api_key of the file' : 'credential of this satellite';
    const said = error instanceof IntakeRefusedError ? `The app refuses the ${name}. ` : '';
    return [...findings, wrong('key', said + error.message)];
  }
}

function keyFinding({ key, validUntil }: CheckAnswer): Finding {
  if (key === 'satellite') return ok('key', 'the app takes the credential of this satellite');
  const until = validUntil === null ? '' : ` until ${dateOf(validUntil).toISOString()}`;
  return ok('key', `enrols satellites${until}`);
}

/** Whether the app knows an integration of the file, and in the same way. */
function known({ id, url }: SatelliteConfig['integrations'][number], { integrations }: CheckAnswer): Finding {
  const what = `integration ${id}`;
  const found = integrations.find((each) => each.id === id);
  if (found === undefined) {
    return wrong(
      what,
      'The app does not take this integration from this key.',
      'It was deleted, or belongs to another file: remove it, or get a new file (/sei-pagerduty satellite).',
    );
  }
  if (found.url.replace(/\/+$/, '') !== url) {
    return note(
      what,
      `"${found.name}": Slack has ${found.url}, the file ${url}`,
      'Correct the one that is wrong.',
    );
  }
  return ok(what, `"${found.name}"${found.paused ? ', paused in Slack' : ''}`);
}
