import type { ConnectPagerDuty, KeyIdentity } from '../pagerduty/client.ts';
import {
  BrokenAnswerError,
  NoAnswerError,
  NotFoundError,
  PagerDutyError,
  RateLimitedError,
  RedirectedError,
  ServerError,
} from '../pagerduty/errors.ts';
import type { ConnectProblems } from './connections.ts';

export interface Account {
  readonly integrationId: string;
  readonly url: string;
  readonly username: string;
  readonly apiKey: string;
  readonly acceptsUserKey: boolean;
}

export interface VerifyOptions {
  readonly connect: ConnectPagerDuty;
  /** The addresses to allow-list, named where no answer came. */
  readonly egressIps: readonly string[];
  readonly signal: AbortSignal;
}

export type Verdict =
  /** `userId`: PagerDuty's id of the user that was named. */
  | { readonly ok: true; readonly identity: KeyIdentity; readonly userId: string }
  | { readonly ok: false; readonly problems: ConnectProblems; readonly acceptable: boolean };

/**
 * Asks PagerDuty whose key this is and whether it knows the user. Throws what is no answer to that: a defect, not a
 * mistake in the form. An abort counts as no answer.
 */
export async function verifyAccount(account: Account, options: VerifyOptions): Promise<Verdict> {
  const { connect, egressIps, signal } = options;
  const client = connect(account);
  try {
    const [identity, userId] = await Promise.all([
      client.identify(signal),
      client.findUser(account.username, signal),
    ]);
    const partial = identity.scope === 'user' && !account.acceptsUserKey;
    if (userId !== null && !partial) return { ok: true, identity, userId };
    return {
      ok: false,
      problems: {
        ...(userId === null && { username: 'The key works, but no PagerDuty user has this e-mail.' }),
        ...(partial && { apiKey: partialKey(identity.userName) }),
      },
      acceptable: userId !== null,
    };
  } catch (error) {
    return { ok: false, problems: problemsOf(error, { egressIps, signal }), acceptable: false };
  }
}

/** What comes from a place that is not PagerDuty's API: a proxy's page, a login, somebody else's 404. */
const NOT_PAGERDUTY = [NotFoundError, BrokenAnswerError, RedirectedError];

function problemsOf(error: unknown, { egressIps, signal }: Omit<VerifyOptions, 'connect'>): ConnectProblems {
  if (signal.aborted || error instanceof NoAnswerError) return { apiKey: noAnswer(egressIps) };
  if (NOT_PAGERDUTY.some((kind) => error instanceof kind)) {
    return { url: 'Something answers there, but not as PagerDuty does. Check the address.' };
  }
  if (error instanceof ServerError || error instanceof RateLimitedError) {
    return { apiKey: `${error.message} Nothing saved; re-enter the key and try again.` };
  }
  if (error instanceof PagerDutyError) return { apiKey: error.message };
  throw error;
}

/** What an admin reads where PagerDuty did not answer in time. */
export function noAnswer(egressIps: readonly string[]): string {
  const sentence = 'No answer from PagerDuty. Nothing saved; re-enter the key and try again.';
  return egressIps.length === 0
    ? sentence
    : `${sentence} Address restrictions? Allow ${egressIps.join(', ')}.`;
}

function partialKey(userName: string): string {
  return `This user key sees only what ${userName} may see; numbers may be incomplete. Use an account key, or submit again to accept.`;
}
