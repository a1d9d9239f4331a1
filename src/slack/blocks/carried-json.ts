import type { z } from 'zod';

/** What a view or button of ours carries as JSON; `null` where somebody forged it. */
export function carriedJson<Schema extends z.ZodType>(schema: Schema, text: string): z.infer<Schema> | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
