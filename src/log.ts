import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

const SECRET_FIELDS = [
  'apiKey',
  'api_key',
  'token',
  'botToken',
  'bot_token',
  'access_token',
  'refresh_token',
  'signingSecret',
  'client_secret',
  'authorization',
  'Authorization',
  'cookie',
];

/** Anything shaped like a credential, wherever in a text it stands: also in a form, in JSON, and in JSON inside of JSON. */
const SECRET_SHAPES = new RegExp(
  [
    String.raw`\b(?:xox[a-z]-|xapp-|xoxe\.)[\w.-]+`,
    String.raw`\bsei-(?:enrol|satellite)_[\w-]+`,
    String.raw`\bBearer\s+[\w.~+/=-]+`,
    String.raw`\b(?:token|code|client_secret|refresh_token|api_key)=[^\s"',;&]+`,
    String.raw`(?<="(?:code|client_?secret|signing_?secret|password|api_?key|(?:\w+_?)?token)\\?":\s?\\?")[^"\\]+`,
    String.raw`(?<=\bpostgres(?:ql)?:\/\/[^\s:@/]*:)[^\s@/]+(?=@)`,
  ].join('|'),
  'gi',
);

/** A text without anything that is shaped like a credential. */
export function scrub(text: string): string {
  return text.replace(SECRET_SHAPES, '[redacted]');
}

/**
 * The app's logger: JSON lines, secrets redacted by field name at three depths and by shape in every message and error.
 *
 * Every line carries `fields()` besides: which request is worked on. Of an error only name, message, stack and causes are
 * written: libraries hang whole requests, headers included, on their errors.
 */
export function createLog(
  level: string,
  destination?: DestinationStream,
  fields: () => object = () => ({}),
): Log {
  const options = {
    level,
    mixin: fields,
    base: { app: 'sei-pagerduty' },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: '[redacted]',
    },
    serializers: { err: describeError, error: describeError },
    hooks: { streamWrite: scrub },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

interface ErrorDescription {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: ErrorDescription;
}

function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error) };
  return {
    name: error.name,
    message: error.message,
    ...(error.stack !== undefined && { stack: error.stack }),
    ...(error.cause !== undefined && depth < 4 && { cause: describeError(error.cause, depth + 1) }),
  };
}
