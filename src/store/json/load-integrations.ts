import { Low } from 'lowdb';
import { damageTo } from './damage-to.ts';
import type { Documents } from './documents.ts';
import type { IntegrationData } from './integration-data.ts';
import { integrationFolders } from './integration-folders.ts';
import type { Loading } from './loading.ts';
import { loadMonth, monthsIn, spanOfMonth } from './months.ts';
import { folderOf, newIntegration } from './new-integration.ts';
import { createPace } from './pace.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import type { SealedFile } from './sealed-file.ts';
import type { SyncFile } from './sync-file.ts';

/** Reads the files of all integrations. Returns whether one is not the newest, and so needs older journal files. */
export async function loadIntegrations(
  loading: Loading,
  documents: Documents,
  syncAdapter: (data: IntegrationData) => SealedFile<SyncFile>,
): Promise<boolean> {
  let older = false;
  const { dataDir, disk } = loading.options;
  const known = new Map(
    documents.all('integrations').map((integration) => {
      return [folderOf(dataDir, integration.workspaceId, integration.id), integration] as const;
    }),
  );
  for (const folder of await integrationFolders(disk, dataDir)) {
    const integration = known.get(folder);
    const fresh = newIntegration(
      folder,
      integration?.workspaceId ?? '',
      integration?.id ?? '',
      loading.dictionaries,
    );
    const adapter = syncAdapter(fresh);
    const file = new Low(adapter, fresh.sync);
    await file.read();
    older ||= !adapter.isNewest;
    if (file.data.integrationId === '' && !integration) continue; // a compaction that was cut off: the journal has it
    fresh.sync = file.data;
    if (file.data.through === 0) fresh.changed = true;
    loading.integrations.set(folder, fresh);
    await loadMonths(loading, fresh, adapter.isNewest);
  }
  return older;
}

async function loadMonths(loading: Loading, data: IntegrationData, isNewest: boolean): Promise<void> {
  const { options, dictionaries, setAside } = loading;
  const { integrationId } = data.sync;
  const context = {
    disk: options.disk,
    dictionaries,
    integrationId,
    pace: createPace(),
    logBytes: data.sync.months,
    setAside,
  };
  if (setAside) await removeLeftovers(options.disk, data.folder);
  const stored = await monthsIn(options.disk, data.folder);
  const loaded = await inGroups(stored, (name) => loadMonth(data.folder, name, context));
  for (const [at, { repair, ...month }] of loaded.entries()) {
    const name = stored[at] as string; // as many as there are names
    data.addMonth(name, month);
    if (!repair) continue;
    data.changed = true;
    const files = repair.files.join(' and ');
    if (repair.losesPast) data.losePast(name);
    if (repair.lost)
      loading.damages.push(damageTo(data, repair.lost, files || `the log of ${name}`, options.clock.now()));
    // Columns that are missing were removed by someone, which is allowed.
    else if (files)
      loading.notices.push(`A damaged file was set aside as ${files} and made anew; nothing is lost.`);
  }
  // The backup of the small file may name months that were removed since on purpose.
  const gone = isNewest ? Object.keys(data.sync.months ?? {}).filter((name) => !stored.includes(name)) : [];
  for (const name of gone) {
    data.losePast(name);
    loading.damages.push(damageTo(data, spanOfMonth(name), `the files of ${name}`, options.clock.now()));
  }
}

/** Some at a time: one month is decoded while the next are read, and a store of many years opens no flood of files. */
async function inGroups<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += GROUP)
    results.push(...(await Promise.all(items.slice(at, at + GROUP).map(work))));
  return results;
}

const GROUP = 8;
