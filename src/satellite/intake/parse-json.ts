import type { z } from 'zod';
import { IntakeError } from './intake-error.ts';

const NEXT = 'Update the satellite. If it is as new as the app, report this sentence: nothing was stored.';

/** A text as the schema describes it; an {@link IntakeError} names the first thing that is wrong. */
export function parseJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  where: string,
): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new IntakeError('broken_body', `${where} is no JSON.`, { next: NEXT, cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String).join('.') || 'it';
  throw new IntakeError('invalid', `${where}: ${path}: ${issue?.message ?? 'not as described'}`, {
    next: NEXT,
  });
}
