/** A JSON object as it travels: Slack's payloads, blocks and views before anybody has looked inside. */
export type Json = { [key: string]: unknown };

/** The value as an object, or an empty one: reading a field of something absent yields `undefined`. */
export function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}; // checked just before
}

/** The value as a list of objects; anything else is an empty list. */
export function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(object) : [];
}

/** The value as a string, or the empty one. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
