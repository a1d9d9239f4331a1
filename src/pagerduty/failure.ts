import { z } from 'zod';
import {
  AbilityMissingError,
  AccessDeniedError,
  BadRequestError,
  BrokenAnswerError,
  KeyRefusedError,
  NoAnswerError,
  NotFoundError,
  type PagerDutyError,
  RateLimitedError,
  RedirectedError,
  ServerError,
} from './errors.ts';
import { networkReason } from './network-reason.ts';

/** What PagerDuty says about an error: an object, a string, or something of the edge's. */
const errorBody = z.object({
  error: z.union([
    z.string(),
    z.object({
      code: z.number().nullish().catch(null),
      message: z.string().nullish().catch(null),
      errors: z.unknown(),
    }),
  ]),
});

/** PagerDuty's own words about an error, cut to a readable length; empty where it said nothing. */
export function saidBy(body: unknown): string {
  const said = errorBody.safeParse(body).data?.error;
  if (said === undefined) return '';
  if (typeof said === 'string') return said.slice(0, 300);
  const details = said.errors == null ? '' : ` ${JSON.stringify(said.errors)}`;
  return `${said.code ?? ''} ${said.message ?? ''}${details}`.trim().slice(0, 300);
}

/** The error that an answer with an error status means. `what` is what was asked for: "incidents"; `said`: see {@link saidBy}. */
export function errorOfStatus(status: number, what: string, said: string, cause: Error): PagerDutyError {
  const options = { cause };
  const code = /^\d+/.exec(said)?.[0];
  switch (status) {
    case 401:
      return new KeyRefusedError(options);
    case 402:
      return new AbilityMissingError(`This PagerDuty account's plan does not include ${what}.`, options);
    case 403:
      return new AccessDeniedError(`PagerDuty knows this key, but does not let it read ${what}.`, options);
    case 404:
      return new NotFoundError(
        `There are no ${what} at this address. Is the URL that of PagerDuty's API?`,
        options,
      );
    case 408:
      return new NoAnswerError(`PagerDuty took too long to find ${what}, and gave up.`, options);
    case 429:
      return new RateLimitedError(
        'PagerDuty lets this key ask no more for now: its rate limit is used up, perhaps by other tools.',
        options,
      );
    default:
  }
  if (status >= 500) return new ServerError(`PagerDuty has trouble of its own (error ${status}).`, options);
  if (status >= 400) {
    const detail = code ? `error ${status}, code ${code}` : `error ${status}`;
    return new BadRequestError(`PagerDuty did not understand what we asked for (${detail}).`, {
      said,
      cause,
    });
  }
  if (status >= 300) {
    return new RedirectedError(
      'This URL leads elsewhere: enter the address of the PagerDuty API itself.',
      options,
    );
  }
  return new BrokenAnswerError(
    `PagerDuty answered with status ${status}, which it does not document.`,
    options,
  );
}

/** The error of a connection that failed; `code` is Node's. */
export function errorOfNetwork(code: string | undefined, cause: Error): NoAnswerError {
  return new NoAnswerError(`No answer from PagerDuty: ${networkReason(code)}.`, { cause });
}

/** Whether asking again can help: 408, 429, 5xx, the network, broken bodies; never 400, 401, 402, 403, 404. */
export function isPassing(error: unknown): boolean {
  return [NoAnswerError, RateLimitedError, ServerError, BrokenAnswerError].some(
    (kind) => error instanceof kind,
  );
}

/** What lies underneath an error, as text and code alone: what axios throws carries the request, and that one the key. */
export function withoutKey(error: unknown, apiKey: string): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const clean = Object.assign(new Error(message.replaceAll(apiKey, '…')), { name });
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? Object.assign(clean, { code }) : clean;
}
