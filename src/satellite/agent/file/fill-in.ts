import { mapValues } from './parse-yaml.ts';
import { isSealed, sealer } from './sealed-value.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface FillInProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** `${NAME}`; `$${NAME}` stands for the text itself. */
const VARIABLE = /(\$?)\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** The file's content with `${NAME}` taken from the environment and encrypted values opened; each failure by its path. */
export function fillIn(
  content: unknown,
  environment: Environment,
): { readonly content: unknown; readonly problems: readonly FillInProblem[] } {
  const problems: FillInProblem[] = [];
  const passphrase = environment.ENCRYPTION_PASSWORD ?? '';
  const { open } = sealer(passphrase);

  const filled = mapValues(content, ({ path, text }) => {
    const replaced = text.replaceAll(VARIABLE, (whole, escaped: string, name: string) => {
      if (escaped !== '') return whole.slice(1);
      const value = environment[name];
      if (value !== undefined && value !== '') return value;
      problems.push({ path, message: `needs ${name}, which is not set in the environment.` });
      return whole;
    });
    if (!isSealed(replaced)) return replaced;
    if (passphrase === '') {
      problems.push({ path, message: 'is encrypted: set ENCRYPTION_PASSWORD to the passphrase.' });
      return replaced;
    }
    try {
      return open(replaced);
    } catch (error) {
      problems.push({ path, message: `is encrypted. ${error instanceof Error ? error.message : ''}` });
      return replaced;
    }
  });
  return { content: filled, problems };
}
