import type { Changes } from './changes.ts';
import type { Directory } from './directory.ts';
import type { Emulated } from './emulator.ts';
import type { Faults } from './faults.ts';
import type { Installs } from './installs.ts';
import type { Interactions } from './interactions.ts';
import type { Json } from './json.ts';
import type { MessageLog } from './messages.ts';
import { messageProblems, viewProblems } from './rules.ts';
import type { BlockKitSchema } from './schema.ts';
import type { SocketMode } from './socket-mode.ts';
import type { Views } from './views.ts';

/** One Web API call of the app, with what it got. */
export interface Call {
  readonly method: string;
  readonly args: Json;
  readonly token: string;
  readonly status: number;
  readonly response: Json;
  readonly at: number;
}

/** Something the app did that Slack would refuse or a user would suffer from. */
export interface Problem {
  /** The API method, `response_url`, or the kind of delivery whose answer was wrong. */
  readonly where: string;
  readonly problem: string;
  readonly body: unknown;
}

/** Everything the simulated workspace consists of; the parts share it. */
export interface World {
  /** Milliseconds for which an acknowledgement is waited for, and a trigger can be used. */
  readonly patience: number;
  readonly emulated: Emulated;
  readonly directory: Directory;
  readonly messages: MessageLog;
  readonly views: Views;
  readonly interactions: Interactions;
  readonly faults: Faults;
  readonly socketMode: SocketMode;
  readonly changes: Changes;
  readonly calls: Call[];
  readonly problems: Problem[];
  readonly installs: Installs;
  /** Tokens that work. */
  readonly tokens: Set<string>;
  readonly scopes: readonly string[];
  readonly schema: BlockKitSchema | null;
  readonly now: () => number;
  /** Direct message channels: D… → U…. */
  readonly directMessages: Map<string, string>;
  /** Uploaded bytes by file id. */
  readonly uploads: Map<string, Buffer>;
  readonly sharedFiles: Json[];
  /** Origin of the proxy. */
  origin: string;
  readonly freshId: () => string;
}

/** Notes what is wrong with a message; true when Slack would take it. */
export function acceptsMessage(world: World, where: string, message: Json): boolean {
  const found = messageProblems(message);
  if (message.blocks !== undefined) found.push(...(world.schema?.messageBlocks(message.blocks) ?? []));
  note(world, where, found, message);
  // Slack takes a message without top-level text as long as it has blocks.
  return found.every((problem) => problem.startsWith('text: a message') && message.blocks !== undefined);
}

/** Notes what is wrong with a view; true when Slack would take it. */
export function acceptsView(world: World, where: string, view: Json): boolean {
  const found = [...viewProblems(view), ...(world.schema?.view(view) ?? [])];
  note(world, where, found, view);
  return found.length === 0;
}

export function note(world: World, where: string, problems: readonly string[], body: unknown): void {
  for (const problem of problems) world.problems.push({ where, problem, body });
}
