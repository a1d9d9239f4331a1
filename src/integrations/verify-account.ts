import type { Seconds } from '../domain/duration.ts';
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
import { addressProblem, type Lookup, parseAccountUrl } from './account-url.ts';
import type { ConnectOutcome, ConnectProblems } from './connections.ts';

/** An account as somebody typed it in. */
export interface TypedAccount {
  readonly integrationId: string;
  readonly url: string;
  readonly username: string;
  readonly apiKey: string;
  readonly acceptsUserKey: boolean;
}

export interface VerifyOptions {
  readonly connect: ConnectPagerDuty;
  /** Origins that may be http and private. */
  readonly allowedOrigins: readonly string[];
  /** `lookupAddresses`, or a test's own. */
  readonly lookup: Lookup;
  /** The addresses to allow-list, named where no answer came. */
  readonly egressIps: readonly string[];
  /** How long the whole check may take, the look-up of the address included; 10 seconds unless told otherwise. */
  readonly patience?: Seconds;
}

export type Refusal = Extract<ConnectOutcome, { kind: 'refused' }>;

/** `url` as it is asked; `userId`: PagerDuty's id of the user that was named. */
export interface Verified {
  readonly kind: 'verified';
  readonly url: string;
  readonly identity: KeyIdentity;
  readonly userId: string;
}

/**
 * Looks whether the address may be asked, then asks PagerDuty whose key this is and whether it knows the user. Throws what is no
 * answer to that: a defect, not a mistake in the form; and the reason where the caller aborts. Our own deadline is an answer to
 * the person.
 */
export async function verifyAccount(
  account: TypedAccount,
  { connect, allowedOrigins, lookup, egressIps, patience = 10 }: VerifyOptions,
  aborted?: AbortSignal,
): Promise<Verified | Refusal> {
  const deadline = AbortSignal.timeout(patience * 1000);
  const signal = aborted === undefined ? deadline : AbortSignal.any([aborted, deadline]);
  const url = parseAccountUrl(account.url, allowedOrigins);
  if (!url.ok) return refused({ url: url.problem });
  const problem = await within(signal, addressProblem(url, lookup)).catch(() => 'no answer' as const);
  aborted?.throwIfAborted();
  if (problem === 'no answer') return refused({ apiKey: noAnswer(egressIps) });
  if (problem !== null) return refused({ url: problem });
  const verdict = await ask({ ...account, url: url.url }, { connect, egressIps, signal });
  aborted?.throwIfAborted();
  return verdict;
}

/** What keeps an account from being connected, each problem at its field. */
export function refused(problems: ConnectProblems, acceptable = false): Refusal {
  return { kind: 'refused', problems, acceptable };
}

type Asking = Pick<VerifyOptions, 'connect' | 'egressIps'> & { readonly signal: AbortSignal };

async function ask(account: TypedAccount, options: Asking): Promise<Verified | Refusal> {
  const { connect, egressIps, signal } = options;
  const client = connect(account);
  try {
    const [identity, userId] = await Promise.all([
      client.identify(signal),
      client.findUser(account.username, signal),
    ]);
    const partial = identity.scope === 'user' && !account.acceptsUserKey;
    if (userId !== null && !partial) return { kind: 'verified', url: account.url, identity, userId };
    const problems = {
      ...(userId === null && { username: 'The key works, but no PagerDuty user has this e-mail.' }),
      ...(partial && { apiKey: partialKey(identity.userName) }),
    };
    return refused(problems, userId !== null);
  } catch (error) {
    return refused(problemsOf(error, { egressIps, signal }));
  }
}

/** A promise that cannot be aborted, given up when the signal says so. */
function within<Value>(signal: AbortSignal, promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}

/** What comes from a place that is not PagerDuty's API: a proxy's page, a login, somebody else's 404. */
const NOT_PAGERDUTY = [NotFoundError, BrokenAnswerError, RedirectedError];

function problemsOf(error: unknown, { egressIps, signal }: Omit<Asking, 'connect'>): ConnectProblems {
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
function noAnswer(egressIps: readonly string[]): string {
  const sentence = 'No answer from PagerDuty. Nothing saved; re-enter the key and try again.';
  return egressIps.length === 0
    ? sentence
    : `${sentence} Address restrictions? Allow ${egressIps.join(', ')}.`;
}

function partialKey(userName: string): string {
  return `This user key sees only what ${userName} may see; numbers may be incomplete. Use an account key, or submit again to accept.`;
}
