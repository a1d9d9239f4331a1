import type { Clock } from '../domain/clock.ts';
import { openJsonStore } from './json/open-json-store.ts';
import type { StoreNotice } from './json/open-options.ts';
import type { Store } from './store.ts';

/**
 * The store of a configuration: in PostgreSQL where an address is given, else of files in a folder.
 *
 * Throws a `StoreError` with a sentence for the operator where it cannot be opened.
 */
export async function openStore(
  { dataDir, databaseUrl }: { readonly dataDir: string; readonly databaseUrl: string | null },
  options: { readonly clock: Clock; readonly onNotice: (notice: StoreNotice) => void },
): Promise<Store> {
  if (databaseUrl === null) return openJsonStore({ dataDir, ...options });
  // Who keeps files need not hold PostgreSQL's client in memory.
  const { openPostgresStore } = await import('./postgres/open-postgres-store.ts');
  return openPostgresStore({ url: databaseUrl, ...options });
}
