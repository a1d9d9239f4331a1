/**
 * Something PagerDuty refused or could not answer. The message is a sentence for the person, and never holds the key;
 * `cause` keeps what happened underneath.
 */
export class PagerDutyError extends Error {
  override readonly name: string = 'PagerDutyError';
}

/** 401: PagerDuty does not know this key, in this region. */
export class KeyRefusedError extends PagerDutyError {
  override readonly name = 'KeyRefusedError';

  constructor(options?: ErrorOptions) {
    super('PagerDuty refused this key: mistyped, revoked, or the account is in the other region.', options);
  }
}

/** 403: the key is known, and may not do this. */
export class AccessDeniedError extends PagerDutyError {
  override readonly name = 'AccessDeniedError';
}

/** 402: the account's plan lacks this ability (teams, priorities, urgencies). A fact, not a failure. */
export class AbilityMissingError extends PagerDutyError {
  override readonly name = 'AbilityMissingError';
}

/** 404: PagerDuty does not know this object. */
export class NotFoundError extends PagerDutyError {
  override readonly name = 'NotFoundError';
}

/** 400: our request was wrong. A defect of ours, not of the person's. */
export class BadRequestError extends PagerDutyError {
  override readonly name = 'BadRequestError';
  /** PagerDuty's own words, empty where it had none. */
  readonly said: string;

  constructor(message: string, { said = '', ...options }: ErrorOptions & { readonly said?: string } = {}) {
    super(message, options);
    this.said = said;
  }
}

/** 429, and it stayed so after waiting. */
export class RateLimitedError extends PagerDutyError {
  override readonly name = 'RateLimitedError';
}

/** No usable answer: timeout, reset, name not found, refused connection. */
export class NoAnswerError extends PagerDutyError {
  override readonly name = 'NoAnswerError';
}

/** 5xx, and it stayed so after retries. */
export class ServerError extends PagerDutyError {
  override readonly name = 'ServerError';
}

/** An answer came, but it is not what PagerDuty documents: HTML, half a JSON, a list that is none. */
export class BrokenAnswerError extends PagerDutyError {
  override readonly name = 'BrokenAnswerError';
}

/** A list that PagerDuty cannot give whole: it ends at 10,000 rows, and this one cannot be split further. */
export class CeilingError extends PagerDutyError {
  override readonly name = 'CeilingError';
}

/** One record came, and could not be read. */
export class UnreadableRecordError extends PagerDutyError {
  override readonly name = 'UnreadableRecordError';
  readonly id: string;
  readonly reason: string;

  constructor(id: string, reason: string) {
    super(`PagerDuty's record ${id} could not be read: ${reason}.`);
    this.id = id;
    this.reason = reason;
  }
}

/** 3xx: the URL is not the API's own. Never followed: the key would go with it. */
export class RedirectedError extends PagerDutyError {
  override readonly name = 'RedirectedError';
}

/**
 * Whether one object is not to be had: PagerDuty does not know it any more, or no longer shows it to this key (it went
 * to a private team). A key that may read nothing at all shows by its lists.
 */
export function isOutOfSight(error: unknown): boolean {
  return error instanceof NotFoundError || error instanceof AccessDeniedError;
}
