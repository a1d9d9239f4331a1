import { destination } from 'pino';
import { createLog, type Log } from '../../log.ts';
import type { SatelliteConfig } from './file/satellite-config.ts';

/** Takes a text, and gives it without anything secret. */
export type Redact = (text: string) => string;

/** Shorter ones would take half the words out of every line; nobody has a key of so few letters. */
const SHORTEST_SECRET = 4;

/** Every secret of a configuration: keys, and the proxy's password as it stands in addresses and headers. */
export function secretsOf({ enrolmentKey, proxy, integrations }: SatelliteConfig): string[] {
  const credentials = proxy?.credentials;
  return [
    enrolmentKey,
    ...integrations.map(({ apiKey }) => apiKey),
    ...(credentials
      ? [
          Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64'),
          encodeURIComponent(credentials.password),
          credentials.password,
        ]
      : []),
  ];
}

/** Removes these secrets wherever they stand, also as JSON writes them. */
export function redactor(secrets: Iterable<string>): Redact {
  const forms = [...secrets]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  return (text) => forms.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text);
}

/** The satellite's log: lines of JSON on standard output, as the app writes them, without any secret of its own. */
export function satelliteLog(level: string, redact: Redact): Log {
  // At once: what is written before the process ends is what tells why it ended.
  const output = destination({ dest: 1, sync: true });
  return createLog(level, { write: (line) => void output.write(redact(line)) });
}
