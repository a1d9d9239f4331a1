import { parseArgs } from 'node:util';

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'run' | 'check'; readonly config: string }
  /** `config: null`: one value from standard input. */
  | { readonly kind: 'encrypt'; readonly config: string | null }
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'unknown'; readonly problem: string };

export const USAGE = `Usage: sei-satellite [--config satellite.yml] [--check]
       sei-satellite encrypt [--config satellite.yml]

Reads PagerDuty inside your network and pushes what it read to the SEI PagerDuty app.

  --config <file>  the file that Slack handed over; default: CONFIG_FILE, or satellite.yml in this folder
  --check          tests the file, both connections, the key and the clock, and says how to mend what is wrong
  encrypt          encrypts the secrets of the file in place with ENCRYPTION_PASSWORD; without --config one value
                   from standard input
  --version, --help

Environment: CONFIG_FILE, ENCRYPTION_PASSWORD, LOG_LEVEL, NODE_EXTRA_CA_CERTS, and whatever the file names as \${NAME}.
`;

const DEFAULT_FILE = 'satellite.yml';

/** Reads the command line. Never throws: what is not understood is a command, too. */
export function commandOf(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Command {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: 'string', short: 'c' },
        check: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
    const [first, second] = positionals;
    if (values.help || first === 'help') return { kind: 'help' };
    if (values.version) return { kind: 'version' };
    if (second !== undefined) return { kind: 'unknown', problem: `"${second}" is one word too many.` };
    if (first === 'encrypt') return { kind: 'encrypt', config: values.config ?? null };
    const config = values.config ?? (environment.CONFIG_FILE || DEFAULT_FILE);
    if (values.check || first === 'check') return { kind: 'check', config };
    if (first === undefined || first === 'run') return { kind: 'run', config };
    return { kind: 'unknown', problem: `"${first}" is not known.` };
  } catch (error) {
    return { kind: 'unknown', problem: error instanceof Error ? `${error.message.split('. ')[0]}.` : '' };
  }
}
