import type { Clock } from '../domain/clock.ts';
import type { Service } from '../domain/directory.ts';
import type { IncidentKey } from '../domain/exclusion.ts';
import type { Integration } from '../domain/integration.ts';
import type { SettledQuestion } from '../domain/kept-report.ts';
import type { Profile } from '../domain/profile.ts';
import type { Question } from '../domain/question.ts';
import type { IntegrationFreshness } from '../domain/report.ts';
import type { Account } from './account.ts';
import { coveredWindows } from './covered-windows.ts';
import { type Freshness, freshnessOf, integrationFreshness } from './freshness.ts';
import type { Unanswered } from './reports.ts';
import type { ReportsStore } from './reports-store.ts';
import type { NameProblem } from './resolve-names.ts';
import { type ScopeOutcome, scopeOfQuestion } from './scope.ts';

/** The last instant that columns hold. */
const END_OF_TIME = 2 ** 32 - 1;

/** A question that can be computed. */
export interface Settled {
  readonly question: SettledQuestion;
  /** The integrations that are looked at. */
  readonly accounts: readonly Account[];
  readonly freshness: readonly IntegrationFreshness[];
  readonly peopleReports: boolean;
  /** Users nobody knows: said only where responders are ingested, for else nobody can be known. */
  readonly problem: NameProblem | null;
}

export type SettleOutcome =
  | { readonly ok: true; readonly settled: Settled }
  | { readonly ok: false; readonly answer: Unanswered };

/**
 * Settles everything in a question that can change later: names, collection, profile, dates, exclusions.
 *
 * What must be settled first comes first: a name that is unknown or stands for several things, a range that does not exist.
 *
 * @param profile holds instead of the one that is assigned: to try it
 */
export async function settle(
  workspaceId: string,
  question: Question,
  { store, clock }: { readonly store: ReportsStore; readonly clock: Clock },
  profile?: Profile,
): Promise<SettleOutcome> {
  const [settings, integrations, collections, profiles, assignments, excluded] = await Promise.all([
    store.settings.get(workspaceId),
    store.integrations.list(workspaceId),
    store.collections.list(workspaceId),
    store.profiles?.list(workspaceId) ?? [],
    store.profiles?.assignments(workspaceId) ?? { defaultId: null, byCollection: {} },
    excludedIn(workspaceId, store),
  ]);
  if (integrations.length === 0) return { ok: false, answer: { kind: 'no integrations' } };

  const all = await accountsOf(workspaceId, integrations, store);
  const definitions = { collections, profiles, assignments };
  const first = scopeOfQuestion(question, all, definitions, profile);
  const outcome = isUnknownService(first)
    ? scopeOfQuestion(question, await withPastServices(workspaceId, all, store), definitions, profile)
    : first;
  if (!outcome.ok) return outcome;
  const { scope } = outcome;

  const freshness = await freshnessIn(workspaceId, scope.accounts, store);
  const windows = coveredWindows(
    question.range,
    question.zone ?? settings.zone,
    freshness.coverage,
    clock.now(),
  );
  if (!windows.ok) return { ok: false, answer: { kind: 'invalid', sentence: windows.sentence } };
  const { window, covered, before, isBeforeCovered, asOf } = windows;
  const ids = scope.accounts.map(({ integration }) => integration.id);
  return {
    ok: true,
    settled: {
      question: {
        subject: scope.subject,
        metric: question.metric,
        track: question.track ?? scope.profile?.track ?? 'resolved',
        by: question.by,
        window,
        covered,
        before,
        isBeforeCovered,
        asOf,
        completeTo: freshness.coverage?.completeTo ?? null,
        integrationIds: ids.toSorted(),
        collectionIds: scope.path.map(({ id }) => id).toSorted(),
        filter: scope.filter,
        profile: scope.profile && { id: scope.profile.id, name: scope.profile.name },
        excluded: excluded.filter(({ integrationId }) => ids.includes(integrationId)),
      },
      accounts: scope.accounts,
      freshness: freshness.integrations,
      peopleReports: settings.peopleReports,
      problem: scope.problem,
    },
  };
}

/** The same of a question that was settled before, with the names and the freshness of today. */
export async function settledAgain(
  workspaceId: string,
  question: SettledQuestion,
  store: ReportsStore,
): Promise<Settled> {
  const [settings, integrations] = await Promise.all([
    store.settings.get(workspaceId),
    store.integrations.list(workspaceId),
  ]);
  const still = integrations.filter(({ id }) => question.integrationIds.includes(id));
  const accounts = await accountsOf(workspaceId, still, store);
  const { integrations: freshness } = await freshnessIn(workspaceId, accounts, store);
  return { question, accounts, freshness, peopleReports: settings.peopleReports, problem: null };
}

/** The same question, with other incidents excluded by hand: as far as they are of its integrations. */
export function withExcluded(settled: Settled, incidents: readonly IncidentKey[]): Settled {
  const { question } = settled;
  const excluded = incidents.filter(({ integrationId }) => question.integrationIds.includes(integrationId));
  return { ...settled, question: { ...question, excluded } };
}

/** The incidents that are excluded by hand now, in a settled order. */
export async function excludedIn(
  workspaceId: string,
  store: Pick<ReportsStore, 'exclusions'>,
): Promise<readonly IncidentKey[]> {
  const exclusions = (await store.exclusions?.list(workspaceId)) ?? [];
  return exclusions
    .filter(({ withdrawn }) => withdrawn === null)
    .map(({ integrationId, incidentId, number }) => ({ integrationId, incidentId, number }))
    .sort((one, other) =>
      one.integrationId + one.incidentId < other.integrationId + other.incidentId ? -1 : 1,
    );
}

function accountsOf(
  workspaceId: string,
  integrations: readonly Integration[],
  store: ReportsStore,
): Promise<readonly Account[]> {
  return Promise.all(
    integrations.map(async (integration) => ({
      integration,
      directory: await store.incidents.directory(workspaceId, integration.id),
    })),
  );
}

function isUnknownService(outcome: ScopeOutcome): boolean {
  return !outcome.ok && outcome.answer.kind === 'unknown name' && outcome.answer.name.field === 'service';
}

/** The same with the services that only incidents still name: PagerDuty forgets deleted ones, people do not. */
async function withPastServices(
  workspaceId: string,
  accounts: readonly Account[],
  store: ReportsStore,
): Promise<readonly Account[]> {
  return Promise.all(
    accounts.map(async ({ integration, directory }) => {
      const table = await store.incidents.window(workspaceId, {
        integrationIds: [integration.id],
        track: 'created',
        span: { start: 0, end: END_OF_TIME },
      });
      const known = new Set(directory.services.map(({ id }) => id));
      const past = new Map<string, Service>();
      for (const service of table.service.values) {
        if (service === null || known.has(service.id)) continue;
        past.set(service.id, { ...service, status: 'disabled', autoResolveTimeout: null, deletedAt: 0 });
      }
      return {
        integration,
        directory: { ...directory, services: [...directory.services, ...past.values()] },
      };
    }),
  );
}

/** Among so many there is one of the main data, however often what is read behind it was tried since. */
const RUNS_LOOKED_AT = 20;

async function freshnessIn(
  workspaceId: string,
  accounts: readonly Account[],
  store: ReportsStore,
): Promise<Freshness> {
  const damages = (await store.damage?.list(workspaceId)) ?? [];
  return freshnessOf(
    await Promise.all(
      accounts.map(async ({ integration }) => {
        const [state, runs, outage] = await Promise.all([
          store.sync.state(workspaceId, integration.id),
          store.sync.runs(workspaceId, integration.id, RUNS_LOOKED_AT),
          store.satellites?.outage(workspaceId, integration.id),
        ]);
        const newest = runs.find(({ kind }) => kind !== 'enrichment');
        const its = damages.filter(({ integrationId }) => integrationId === integration.id);
        const trouble = { damages: its, offline: outage !== undefined };
        return integrationFreshness(integration, state, newest, trouble);
      }),
    ),
  );
}
