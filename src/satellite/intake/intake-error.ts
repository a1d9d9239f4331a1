import { PROBLEMS, type Problem, type ProblemCode } from '../protocol/problem.ts';

/** What is wrong with a request of a satellite's, and what its operator should do. Becomes the answer. */
export class IntakeError extends Error {
  override readonly name = 'IntakeError';
  readonly code: ProblemCode;
  readonly next: string;
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ProblemCode,
    message: string,
    { next, retryAfter = null, cause }: { next: string; retryAfter?: number | null; cause?: unknown },
  ) {
    super(message, { cause });
    this.code = code;
    this.next = next;
    this.retryAfterSeconds = retryAfter;
  }

  get status(): number {
    return PROBLEMS[this.code];
  }

  toAnswer(): Problem {
    const { code, message, next, retryAfterSeconds } = this;
    return { error: { code, message, next, retryAfterSeconds } };
  }
}
