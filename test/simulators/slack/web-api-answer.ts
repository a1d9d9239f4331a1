import type { Json } from './json.ts';

/** An API answer, before HTTP. */
export type Answer = Json;

/** Hands a call on to emulate, with other arguments where Slack would understand them differently. */
export type Forward = (args?: Json) => Promise<Answer>;

/** A refusal in Slack's word for it. */
export function failed(error: string, more: Json = {}): Answer {
  return { ok: false, error, ...more };
}

/** A refusal of arguments that do not fit, with Slack's explanation. */
export function badArguments(message: string): Answer {
  return failed('invalid_arguments', { response_metadata: { messages: [`[ERROR] ${message}`] } });
}
