import { validate } from 'node-cron';

/** Why node-cron would not take this expression, or `null` where it would. */
export function cronProblem(expression: string): string | null {
  return validate(expression)
    ? null
    : `"${expression}" is not a cron expression; an example is "*/10 * * * *".`;
}
