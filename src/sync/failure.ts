import type { FailureCause, SyncRun } from '../domain/sync-run.ts';
import {
  AccessDeniedError,
  BrokenAnswerError,
  KeyRefusedError,
  NoAnswerError,
  PagerDutyError,
  RateLimitedError,
  RedirectedError,
} from '../pagerduty/errors.ts';
import { SealBrokenError } from '../secrets/seal-broken-error.ts';
import { StoreError } from '../store/errors.ts';

type Failure = NonNullable<SyncRun['failure']>;

/** What to do about it, for each cause. Follows the sentence of the error itself. */
const advice: Record<FailureCause, string> = {
  'key refused': 'Re-authenticate with a working key; nothing is fetched until then.',
  'access denied': 'Re-authenticate with a key that may read the account; nothing is fetched until then.',
  'rate limited': 'The next run goes on by itself; if it stays so, give this app a key of its own.',
  network: 'The next run tries again; if it stays so, check the address and any firewall between.',
  'broken answer':
    'The next run tries again; if it stays so, check that the address is the API and no proxy answers for it.',
  'pagerduty error': 'The next run tries again; see https://status.pagerduty.com if it stays so.',
  store: 'Nothing is lost in PagerDuty; the next run tries again. Ask the operator to look at the log.',
  unknown: 'The next run tries again. If it stays so, ask the operator to look at the log.',
};

/** Why a run failed and what to do, as the ingestion log shows it. Takes anything that can be thrown. */
export function failureOf(error: unknown): Failure {
  const cause = causeOf(error);
  return { cause, sentence: `${sentenceOf(error)} ${advice[cause]}` };
}

/** The same where a satellite reads: its key and its way to PagerDuty are in another house. */
const SATELLITE_ADVICE: Partial<Record<FailureCause, string>> = {
  'key refused':
    'Put a working key into satellite.yml and restart the satellite; nothing is fetched until then.',
  'access denied':
    'Put a key that may read the account into satellite.yml and restart the satellite; nothing is fetched until then.',
  network:
    'The next run tries again; if it stays so, let the satellite tell with --check: address, proxy, firewall.',
  store: 'Nothing is lost in PagerDuty; the next run tries again.',
};

/** A failure with the advice for whoever looks after the satellite that it happened to. */
export function failureOfSatellite({ cause, sentence }: Failure): Failure {
  const told = SATELLITE_ADVICE[cause];
  if (told === undefined || !sentence.endsWith(advice[cause])) return { cause, sentence };
  return { cause, sentence: `${sentence.slice(0, -advice[cause].length)}${told}` };
}

/** Whether every further request with this key is vain until somebody gives another. */
export function needsNewKey(failure: Failure | null): boolean {
  return failure?.cause === 'key refused' || failure?.cause === 'access denied';
}

function causeOf(error: unknown): FailureCause {
  if (error instanceof KeyRefusedError) return 'key refused';
  if (error instanceof AccessDeniedError) return 'access denied';
  if (error instanceof RateLimitedError) return 'rate limited';
  if (error instanceof NoAnswerError) return 'network';
  if (error instanceof BrokenAnswerError || error instanceof RedirectedError) return 'broken answer';
  if (error instanceof PagerDutyError) return 'pagerduty error';
  if (error instanceof StoreError || fileErrorCode(error) !== null) return 'store';
  return 'unknown';
}

/** Only errors of ours speak to people; what others say goes to the log. */
function sentenceOf(error: unknown): string {
  if (error instanceof PagerDutyError || error instanceof StoreError || error instanceof SealBrokenError) {
    return error.message;
  }
  const code = fileErrorCode(error);
  return code === null ? 'Something unexpected happened.' : `The app's data could not be written (${code}).`;
}

/** The code of a system error. Those of the network come wrapped by the connector: what is left are files. */
function fileErrorCode(error: unknown): string | null {
  return error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : null;
}
