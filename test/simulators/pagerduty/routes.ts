import type { Span } from '../../../src/domain/instant.ts';
import type { Account, LogRow } from './account.ts';
import { type Answer, errorAnswer, listAnswer } from './answer.ts';
import { historyOf, type SimulatedIncident } from './incident.ts';
import { querySpan } from './query-span.ts';
import {
  alertBodies,
  incidentText,
  logEntryText,
  priorityBody,
  serviceBody,
  teamBody,
  userBody,
} from './wire.ts';
import type { SimulatedUser } from './world.ts';

/** What an account lacks and how its lists end. */
export interface AccountRules {
  readonly lacks: readonly ('teams' | 'priorities')[];
  readonly zone: string;
  /** `offset + limit` may not pass this. */
  readonly ceiling: number;
  /** Most rows of a page, whatever `limit` asks. */
  readonly mostRows: number;
}

/** Who asks: an account's key sees everything, a user's key what that user may see. */
export type Asker = { readonly kind: 'account' } | { readonly kind: 'user'; readonly user: SimulatedUser };

/** Answers one GET as PagerDuty would, unknown parameters ignored as there. */
export function answerOf(
  account: Account,
  rules: AccountRules,
  asker: Asker,
  path: string,
  query: URLSearchParams,
): Answer {
  const [, kind = '', id, part] = path.split('/');
  const list = <Row>(name: string, rows: Row[], text: (row: Row) => string) =>
    listAnswer(name, query, rows, text, rules);
  const json = (body: unknown) => JSON.stringify(body);
  const { world } = account;
  if (path === '/users/me') return whoAmI(asker);
  if (path === '/incidents') return incidents(account, rules, asker, query);
  if (path === '/log_entries') return logEntries(account, rules, asker, query);
  if (path === '/abilities') return { status: 200, body: json({ abilities: abilities(rules) }) };
  if (path === '/services') {
    const live = world.services.filter((service) => !service.deleted && named(service.name, query));
    return list('services', live, (service) => json(serviceBody(service)));
  }
  if (path === '/users') {
    const found = world.users.filter((user) => named(`${user.name} ${user.email}`, query));
    return list('users', found, (user) => json(userBody(user)));
  }
  if (path === '/teams') {
    if (rules.lacks.includes('teams')) return lacking('teams');
    return list('teams', world.teams, (team) => json(teamBody(team)));
  }
  if (path === '/priorities') {
    if (rules.lacks.includes('priorities')) return lacking('priorities');
    return list('priorities', world.priorities, (priority) => json(priorityBody(priority)));
  }
  const incident = kind === 'incidents' && id ? account.find(id) : undefined;
  if (!incident || !sees(asker, incident)) return errorAnswer(404, 2100, 'Not Found');
  if (part === undefined) return { status: 200, body: `{"incident":${incidentText(incident)}}` };
  if (part === 'alerts') return list('alerts', alertBodies(incident), json);
  if (part === 'log_entries') {
    const rows = historyOf(incident).map((event, row): LogRow => ({ incident, event, row }));
    return list('log_entries', rows.reverse(), logText(query));
  }
  return errorAnswer(404, 2100, 'Not Found');
}

/** An account's key is nobody: PagerDuty says so with 400 and `error` as a plain string. */
function whoAmI(asker: Asker): Answer {
  if (asker.kind === 'user') return { status: 200, body: JSON.stringify({ user: userBody(asker.user) }) };
  const error =
    "This endpoint cannot be used with an account-level access token; use a user's access token to see who is signed in.";
  return { status: 400, body: JSON.stringify({ error }) };
}

function incidents(account: Account, rules: AccountRules, asker: Asker, query: URLSearchParams): Answer {
  const everything = query.get('date_range') === 'all';
  const span = everything ? null : querySpan(query, account.clock.now(), rules.zone);
  if (span !== null && 'status' in span) return span;
  const [from, to] = span === null ? [0, account.incidents.length] : account.rows(span);
  const wanted = wantedBy(asker, query);
  const [sort = 'created_at', direction = 'desc'] =
    (query.get('sort_by') ?? '').split(',')[0]?.split(':') ?? [];
  if (wanted === null && sort === 'created_at') {
    const rows = {
      length: to - from,
      slice: (first: number, last: number) =>
        direction === 'asc'
          ? account.incidents.slice(Math.min(from + first, to), Math.min(from + last, to))
          : account.incidents.slice(Math.max(to - last, from), Math.max(to - first, from)).reverse(),
    };
    return listAnswer('incidents', query, rows, incidentText, rules);
  }
  const found = account.incidents.slice(from, to).filter(wanted ?? (() => true));
  return listAnswer('incidents', query, sorted(found, sort, direction), incidentText, rules);
}

/** `null` where nothing is filtered: the common case stays cheap. */
function wantedBy(asker: Asker, query: URLSearchParams): ((incident: SimulatedIncident) => boolean) | null {
  const among = (
    name: string,
    idsOf: (incident: SimulatedIncident) => readonly (string | undefined | null)[],
  ) => {
    const values = query.getAll(name);
    return values.length === 0
      ? []
      : [
          (incident: SimulatedIncident) =>
            idsOf(incident).some((id) => typeof id === 'string' && values.includes(id)),
        ];
  };
  const conditions = [
    ...among('statuses[]', (incident) => [incident.status]),
    ...among('urgencies[]', (incident) => [incident.urgency]),
    ...among('service_ids[]', (incident) => [incident.service?.id]),
    ...among('team_ids[]', (incident) => incident.teams.map((team) => team.id)),
    ...among('incident_key', (incident) => [incident.key]),
    ...(asker.kind === 'user' ? [(incident: SimulatedIncident) => sees(asker, incident)] : []),
  ];
  return conditions.length === 0 ? null : (incident) => conditions.every((holds) => holds(incident));
}

function sorted(found: SimulatedIncident[], sort: string, direction: string): SimulatedIncident[] {
  const by = {
    created_at: (incident: SimulatedIncident) => incident.createdAt,
    incident_number: (incident: SimulatedIncident) => incident.number,
    resolved_at: (incident: SimulatedIncident) => incident.resolvedAt ?? 0,
    urgency: (incident: SimulatedIncident) => (incident.urgency === 'high' ? 1 : 0),
  }[sort];
  if (!by) return found;
  const sign = direction === 'asc' ? 1 : -1;
  return found.sort((one, other) => sign * (by(one) - by(other) || one.number - other.number));
}

function logEntries(account: Account, rules: AccountRules, asker: Asker, query: URLSearchParams): Answer {
  const span: Span | Answer = querySpan(query, account.clock.now(), rules.zone);
  if ('status' in span) return span;
  const overview = query.get('is_overview') === 'true';
  const rows = account
    .log(span)
    .filter(
      ({ incident, event }) =>
        sees(asker, incident) && (!overview || /trigger|acknowledge|resolve/.test(event.type)),
    );
  return listAnswer('log_entries', query, rows, logText(query), rules);
}

function logText(query: URLSearchParams): (row: LogRow) => string {
  const whole = query.getAll('include[]').includes('incidents');
  return ({ incident, event, row }) => logEntryText(incident, event, row, whole);
}

function sees(asker: Asker, incident: SimulatedIncident): boolean {
  if (asker.kind === 'account' || incident.teams.length === 0) return true;
  return incident.teams.some((team) => !team.private || asker.user.teams.includes(team));
}

function named(text: string, query: URLSearchParams): boolean {
  return text.toLowerCase().includes((query.get('query') ?? '').toLowerCase());
}

function abilities(rules: AccountRules): string[] {
  return ['teams', 'priorities', 'urgencies', 'read_only_users', 'service_support_hours'].filter(
    (ability) => !rules.lacks.some((lacked) => lacked === ability),
  );
}

function lacking(ability: string): Answer {
  return errorAnswer(402, 2014, 'Required Abilities Not Available', [
    `Account must have the ${ability} ability.`,
  ]);
}
