import { StoreError } from '../../../store/errors.ts';
import type { Problem, ProblemCode } from '../../protocol/problem.ts';
import type { NetworkTrouble } from '../network/network-trouble.ts';

/**
 * The app did not take or answer something. To a sync the intake is the store, so this is an error of that kind; the
 * message is a sentence for the operator of the satellite.
 */
export class IntakeError extends StoreError {
  override readonly name: string = 'IntakeError';
  /** What is wrong, in a sentence. The message holds it and {@link next}. */
  readonly found: string;
  /** What the operator can do about it. */
  readonly next: string;
  /** Whether the same request may succeed later. */
  readonly passing: boolean;
  /** Seconds after which it may; `null` where nobody says. */
  readonly retryAfter: number | null;

  constructor(
    found: string,
    next: string,
    options: ErrorOptions & { readonly passing: boolean; readonly retryAfter?: number | null },
  ) {
    super(`${found} ${next}`.trim(), options);
    this.found = found;
    this.next = next;
    this.passing = options.passing;
    this.retryAfter = options.retryAfter ?? null;
  }
}

/** The app answered, and refuses in its own words. */
export class IntakeRefusedError extends IntakeError {
  override readonly name = 'IntakeRefusedError';
  readonly code: ProblemCode;

  constructor({ code, message, next, retryAfterSeconds }: Problem['error']) {
    const passing = retryAfterSeconds !== null || code === 'internal' || code === 'unavailable';
    super(message, next, { passing, retryAfter: retryAfterSeconds });
    this.code = code;
  }
}

/** No answer came: the network, a proxy, or a deadline. */
export class IntakeUnreachableError extends IntakeError {
  override readonly name = 'IntakeUnreachableError';

  constructor(origin: string, { why, next }: NetworkTrouble, options: ErrorOptions = {}) {
    super(`No answer from the app at ${origin}: ${why}.`, next, { ...options, passing: true });
  }
}

/** Something answered that is not the app: what stands before it, a page of a proxy, another program at this address. */
export class NotTheIntakeError extends IntakeError {
  override readonly name = 'NotTheIntakeError';

  constructor(origin: string, status: number, options: ErrorOptions = {}) {
    super(
      `What answers at ${origin} (status ${status}) is not the app.`,
      BEFORE_THE_APP[status] ??
        'Compare satellite.url with the file that Slack gave you: it ends in /satellite. Where it is the same, a proxy answers in its place.',
      { ...options, passing: true },
    );
  }
}

const UNREACHED =
  'What stands before the app does not reach it: it may be restarting, and then goes on by itself. If it stays so, tell the operator of the app.';
const LOCKED =
  'What stands before the app wants a login: it has to pass /satellite/ on without one, since satellites show a key of their own.';

/** What a load balancer or reverse proxy says by itself. */
const BEFORE_THE_APP: Readonly<Record<number, string>> = {
  401: LOCKED,
  403: LOCKED,
  413: 'What stands before the app takes no bodies so large: it has to pass 4 MB on (nginx: client_max_body_size 4m).',
  502: UNREACHED,
  503: UNREACHED,
  504: UNREACHED,
};

/** Whether no later request with this key, from this version, can succeed: only a person can mend it. */
export function isFinal(error: unknown): error is IntakeRefusedError {
  const final: readonly ProblemCode[] = ['unknown_key', 'enrolment_expired', 'revoked'];
  return error instanceof IntakeRefusedError && final.includes(error.code);
}

/** Whether the right to work on an integration is void; whoever has it now goes on. */
export function isLeaseVoid(error: unknown): error is IntakeRefusedError {
  const codes: readonly ProblemCode[] = ['lease_lost', 'lease_held', 'paused', 'gone', 'not_yours'];
  return error instanceof IntakeRefusedError && codes.includes(error.code);
}
