import type { Seconds } from '../../../domain/duration.ts';
import { dateOf, type Instant } from '../../../domain/instant.ts';
import type { CheckAnswer } from '../../protocol/check.ts';
import { type CredentialFile, CredentialFileError, fingerprint } from '../credential-file.ts';
import type { SatelliteConfig } from '../file/satellite-config.ts';
import type { IntakeClient } from '../intake/intake-client.ts';
import { IntakeError, IntakeRefusedError } from '../intake/intake-errors.ts';
import { type Finding, named, note, ok, wrong } from './finding.ts';

interface AppSurroundings {
  readonly config: Pick<SatelliteConfig, 'tenant' | 'enrolmentKey' | 'url' | 'integrations'>;
  readonly client: Pick<IntakeClient, 'call'>;
  readonly file: Pick<CredentialFile, 'read' | 'tryWriting' | 'path'>;
  readonly ownNow: () => Instant;
  /** Version of the protocol that this satellite speaks. */
  readonly protocol: number;
}

/** Whether the app answers, which key it would take from this satellite, and what that key is good for. */
export async function checkApp({ config, client, file, ownNow, protocol }: AppSurroundings): Promise<{
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
    if (protocol < oldest || protocol > newest) {
      const spoken = `The app takes versions ${oldest} to ${newest} of the protocol, this satellite speaks ${protocol}.`;
      const next =
        protocol < oldest ? 'Update the satellite.' : 'Update the app, or take an older satellite.';
      // Nothing else is answered to it.
      return { findings: [...findings, wrong('protocol', spoken, next)], skew };
    }
  } catch (error) {
    if (!(error instanceof IntakeError)) throw error;
    return { findings: [wrong('app', error.found, error.next)], skew };
  }
  return { findings: [...findings, ...(await checkKeys({ config, client, file }))], skew };
}

async function checkKeys({
  config,
  client,
  file,
}: Omit<AppSurroundings, 'ownNow' | 'protocol'>): Promise<Finding[]> {
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
    const integrations = config.integrations.map((each, index) =>
      known(named('integration', index, config), each, answer),
    );
    return [...findings, keyFinding(answer), ...integrations];
  } catch (error) {
    if (!(error instanceof IntakeError)) throw error;
    const name = credential === null ? 'api_key of the file' : 'credential of this satellite';
    const said = error instanceof IntakeRefusedError ? `The app refuses the ${name}. ` : '';
    return [...findings, wrong('key', said + error.found, error.next)];
  }
}

function keyFinding({ key, validUntil }: CheckAnswer): Finding {
  if (key === 'satellite') return ok('key', 'the app takes the credential of this satellite');
  const until = validUntil === null ? '' : ` until ${dateOf(validUntil).toISOString()}`;
  return ok('key', `enrols satellites${until}`);
}

/** Whether the app knows an integration of the file, and in the same way. */
function known(
  what: string,
  { id, url }: SatelliteConfig['integrations'][number],
  { integrations }: CheckAnswer,
): Finding {
  const found = integrations.find((each) => each.id === id);
  if (found === undefined) {
    return wrong(
      what,
      `The app does not take the integration ${id} from this key.`,
      'It was deleted, or its id was changed: remove it, or make a new file (/sei-pagerduty satellite <name>).',
    );
  }
  if (found.url.replace(/\/+$/, '') !== url) {
    return note(
      what,
      `"${found.name}": Slack has ${found.url}, the file ${url}`,
      'The file counts. Correct the one that is wrong.',
    );
  }
  return ok(what, `"${found.name}"${found.paused ? ', paused in Slack' : ''}`);
}
