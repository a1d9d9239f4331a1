import { z } from 'zod';
import type { Directory, Service } from '../domain/directory.ts';
import { AbilityMissingError } from './errors.ts';
import { type List, listBody, listPages } from './pages.ts';
import type { Transport } from './transport.ts';
import { looseText } from './wire-reference.ts';

const named = { id: z.string().min(1), name: looseText, summary: looseText };
const wireService = z.object({
  ...named,
  status: looseText,
  auto_resolve_timeout: z.number().int().positive().nullish().catch(null),
});
const wireUser = z.object({ ...named, email: looseText, time_zone: looseText });
const wireTeam = z.object({ ...named, default_role: looseText });
const wirePriority = z.object(named);

const SERVICES = { path: 'services', body: listBody('services'), what: 'services' };
const USERS = { path: 'users', body: listBody('users'), what: 'users' };
const TEAMS = { path: 'teams', body: listBody('teams'), what: 'teams' };
const PRIORITIES = { path: 'priorities', body: listBody('priorities'), what: 'priorities' };

/** The named things of an account. A record without an id is nothing that anything could refer to: it is left out. */
export async function readDirectory(transport: Transport, signal?: AbortSignal): Promise<Directory> {
  const read = <Wire>(list: Pick<List, 'path' | 'body' | 'what'>, record: z.ZodType<Wire>) =>
    recordsOf(transport, { ...list, query: {}, urgency: 'sync', signal }, record);
  const [services, users, teams, priorities] = await Promise.all([
    readServices(transport, signal),
    read(USERS, wireUser),
    orMissing(read(TEAMS, wireTeam)),
    orMissing(read(PRIORITIES, wirePriority)),
  ]);
  return {
    services,
    users: (users ?? []).map((user) => ({
      id: user.id,
      name: nameOf(user),
      email: user.email ?? '',
      zone: user.time_zone || null,
      deletedAt: null,
    })),
    teams: (teams ?? []).map((team) => ({
      id: team.id,
      name: nameOf(team),
      private: team.default_role === 'none',
      deletedAt: null,
    })),
    // The order of the list is the rank.
    priorities: (priorities ?? []).map((priority, rank) => ({
      id: priority.id,
      name: nameOf(priority),
      rank,
      deletedAt: null,
    })),
    missing: [
      ...(teams === null ? (['teams'] as const) : []),
      ...(priorities === null ? (['priorities'] as const) : []),
    ],
  };
}

/** The services of an account alone. */
export async function readServices(transport: Transport, signal?: AbortSignal): Promise<Service[]> {
  const list: List = { ...SERVICES, query: {}, urgency: 'sync', signal };
  const services = await recordsOf(transport, list, wireService);
  return services.map((service) => ({
    id: service.id,
    name: nameOf(service),
    status: service.status || 'unknown',
    autoResolveTimeout: service.auto_resolve_timeout ?? null,
    deletedAt: null,
  }));
}

/** The id of the account's user of exactly this address, without regard to case; `null` where there is none. */
export async function findUser(
  transport: Transport,
  email: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const wanted = email.trim().toLowerCase();
  const list: List = { ...USERS, query: { query: email.trim() }, urgency: 'question', signal };
  for await (const rows of listPages(transport, list)) {
    const users = rows.map((row) => wireUser.safeParse(row).data);
    const found = users.find((user) => user?.email?.toLowerCase() === wanted);
    if (found) return found.id;
  }
  return null;
}

async function recordsOf<Wire>(transport: Transport, list: List, record: z.ZodType<Wire>): Promise<Wire[]> {
  const pages: (readonly unknown[])[] = [];
  for await (const rows of listPages(transport, list)) pages.push(rows);
  return pages.flat().flatMap((row) => {
    const read = record.safeParse(row);
    return read.success ? [read.data] : [];
  });
}

async function orMissing<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AbilityMissingError) return null;
    throw error;
  }
}

function nameOf({ id, name, summary }: z.infer<typeof wirePriority>): string {
  return name || summary || id;
}
