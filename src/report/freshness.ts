import type { Coverage } from '../domain/coverage.ts';
import type { Span } from '../domain/instant.ts';
import type { Integration } from '../domain/integration.ts';
import type { IntegrationFreshness } from '../domain/report.ts';
import type { SyncRun } from '../domain/sync-run.ts';
import type { Damage } from '../store/damage-store.ts';
import type { SyncState } from '../store/sync-store.ts';

/** Where the data of several integrations stands. */
export interface Freshness {
  readonly integrations: readonly IntegrationFreshness[];
  /**
   * The span in which all of them are complete, leaving out those that hold the others back for no good: paused, offline,
   * never synced. `null` where nothing is covered.
   */
  readonly coverage: Coverage | null;
}

export function freshnessOf(integrations: readonly IntegrationFreshness[]): Freshness {
  const covered = integrations.flatMap(({ state, coveredFrom, completeTo }) =>
    coveredFrom === null || completeTo === null ? [] : [{ state, coveredFrom, completeTo }],
  );
  const going = covered.filter(({ state }) => state !== 'paused' && state !== 'offline');
  // Where all are paused, what they have is what there is.
  const counting = going.length > 0 ? going : covered;
  return {
    integrations,
    coverage:
      counting.length === 0
        ? null
        : {
            coveredFrom: Math.max(...counting.map(({ coveredFrom }) => coveredFrom)),
            completeTo: Math.min(...counting.map(({ completeTo }) => completeTo)),
          },
  };
}

/** What keeps an integration from being current although its runs may have succeeded. */
interface Trouble {
  /** Lost to damaged files, and to be read again. */
  readonly damages?: readonly Pick<Damage, 'span'>[];
  /** Its satellite does not answer. */
  readonly offline?: boolean;
}

/** Where the data of one integration stands, by its state and its newest run of the main data (not of what is read behind it). */
export function integrationFreshness(
  { id, name, paused }: Integration,
  { coverage, backfill }: SyncState,
  newest: SyncRun | undefined,
  { damages = [], offline = false }: Trouble = {},
): IntegrationFreshness {
  return {
    integrationId: id,
    name,
    state: state(),
    coveredFrom: coverage?.coveredFrom ?? null,
    completeTo: coverage?.completeTo ?? null,
    ...(damages.length > 0 && { readAgain: around(damages.map(({ span }) => span)) }),
  };

  function state(): IntegrationFreshness['state'] {
    if (paused) return 'paused';
    if (offline) return 'offline';
    if (newest?.outcome === 'failed') return 'failing';
    if (backfill !== null && backfill.finishedAt === null) return 'backfilling';
    return coverage === null ? 'never synced' : 'current';
  }
}

function around(spans: readonly Span[]): Span {
  return {
    start: Math.min(...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
  };
}
