import { z } from 'zod';
import { WEATHERS } from './snapshot.ts';

const entry = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.record(z.string(), z.unknown()),
  z.array(z.union([z.string(), z.record(z.string(), z.unknown())])),
]);
const entries = z.record(z.string(), entry);
const where = z.union([
  z.object({ channel: z.string(), ts: z.string() }),
  z.object({ view: z.string(), filled: entries }),
]);

/** What somebody does on the page. Controls are named by `block_id/action_id`. */
export const actSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('type'), line: z.string().max(4_000), conversation: z.string() }),
  z.object({ kind: z.literal('press'), where, control: z.string() }),
  z.object({ kind: z.literal('choose'), where, control: z.string(), value: entry }),
  z.object({ kind: z.literal('suggest'), where, control: z.string(), query: z.string() }),
  z.object({ kind: z.literal('submit'), view: z.string(), filled: entries }),
  z.object({ kind: z.literal('close') }),
  z.object({ kind: z.literal('home') }),
  z.object({ kind: z.literal('weather'), weather: z.enum(WEATHERS) }),
  z.object({ kind: z.literal('incident'), service: z.string() }),
  z.object({ kind: z.literal('resolve') }),
  z.object({ kind: z.literal('next monday') }),
]);
export type Act = z.infer<typeof actSchema>;
export type Where = z.infer<typeof where>;
export type Filled = z.infer<typeof entries>;

/** What came of it, beside what the snapshot shows. */
export interface ActAnswer {
  /** By block_id: what Slack or the app says about a form. */
  readonly errors?: Readonly<Record<string, string>>;
  /** What a menu of the app offers. */
  readonly options?: readonly unknown[];
  /** Something to tell the person that no message says. */
  readonly notice?: string;
}
