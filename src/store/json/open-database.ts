import { join } from 'node:path';
import { Low } from 'lowdb';
import { dateOf } from '../../domain/instant.ts';
import type { Damage } from '../damage-store.ts';
import { StoreError } from '../errors.ts';
import { damageTo, putDamage } from './damage-to.ts';
import { Database } from './database.ts';
import { createDictionaries } from './dictionaries.ts';
import { Documents, type StateFile } from './documents.ts';
import type { IntegrationData } from './integration-data.ts';
import { Journal } from './journal.ts';
import { loadIntegrations } from './load-integrations.ts';
import type { Loading } from './loading.ts';
import type { Lock } from './lock.ts';
import { migrateFromVersion1 } from './migrate.ts';
import { repairLog } from './months.ts';
import { folderOf, newIntegration } from './new-integration.ts';
import type { OpenOptions } from './open-options.ts';
import { ownFolder, refuseNewer } from './own-folder.ts';
import { createPace } from './pace.ts';
import { commitOf, readJournal } from './read-journal.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import { replay } from './replay.ts';
import { type DamageOutcome, SealedFile } from './sealed-file.ts';
import { STORE_VERSION } from './store-version.ts';
import type { SyncFile } from './sync-file.ts';
import { Writability } from './writability.ts';
import type { Problem } from './write-problem.ts';

/** Opens the store in a folder: takes the lock, reads the files, mends what is damaged, reads the journal. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { dataDir, disk, onNotice } = options;
  const version = await refuseNewer(disk, dataDir);
  const { lock, problem } = await ownFolder(options);
  try {
    if (version === 1 && !lock)
      throw new StoreError(`${problem?.sentence} Its data is to be brought to a newer format.`);
    if (version === 1) await migrateFromVersion1(disk, dataDir, options.clock);
    return await load(options, lock, problem);
  } catch (error) {
    await lock?.release();
    throw error;
  } finally {
    if (problem) onNotice({ kind: 'not writable', sentence: problem.sentence });
  }
}

async function load(options: OpenOptions, lock: Lock | null, problem: Problem | null): Promise<Database> {
  const { dataDir, disk, clock, onNotice } = options;
  const stamp = () =>
    dateOf(clock.now())
      .toISOString()
      .replaceAll(/[-:]|\.\d+/g, '');
  const setAside = async (path: string) => {
    const aside = `${path}.damaged-${stamp()}`;
    await disk.rename(path, aside);
    return aside;
  };
  const loading: Loading = {
    options,
    dictionaries: createDictionaries(),
    integrations: new Map(),
    setAside: lock && setAside,
    damages: [],
    notices: [],
  };
  const onDamage = (path: string, { recovered, isSetAside }: DamageOutcome) => {
    const what = isSetAside ? `A damaged file was set aside as ${path}` : `${path} is damaged`;
    const outcome = recovered ? 'Its backup took its place; nothing is lost' : 'It had no backup';
    loading.notices.push(`${what}. ${outcome}.`);
  };
  const sealed = { disk, damagedSuffix: stamp, onDamage };

  const stateAdapter = new SealedFile<StateFile>(join(dataDir, 'state.json'), sealed);
  const stateFile = new Low<StateFile>(stateAdapter, {
    format: 'sei-pagerduty store',
    version: STORE_VERSION,
    through: 0,
    journalFrom: 0,
    tables: new Documents({}).tables(),
  });
  await stateFile.read();
  const documents = new Documents(stateFile.data.tables);
  if (lock) await removeLeftovers(disk, dataDir);
  const syncAdapter = (data: IntegrationData) =>
    new SealedFile<SyncFile>(join(data.folder, 'sync.json'), sealed);
  const olderState = await loadIntegrations(loading, documents, syncAdapter);
  const wasCompacted = loading.integrations.size > 0;

  const journalFolder = join(dataDir, 'journal');
  const content = await readJournal(
    disk,
    journalFolder,
    stateFile.data.through,
    olderState ? 0 : stateFile.data.journalFrom,
    loading.setAside,
  );
  for (const file of content.repaired) onDamage(file, { recovered: true, isSetAside: true });
  let sequence = stateFile.data.through;
  for (const commit of content.commits) {
    await replay(loading, documents, commitOf(commit), stateFile.data.through);
    sequence = Math.max(sequence, commit.sequence);
  }
  // Commits of a store whose small file is lost must not take numbers that its incidents have already.
  for (const { sync } of loading.integrations.values()) sequence = Math.max(sequence, sync.through);
  if (content.missing) {
    loseCommits(loading, documents);
    loading.notices.push(lostCommits(journalFolder));
  }
  // Before the first compaction there is no small file: then the journal has everything.
  const stateIsLost =
    stateFile.data.through === 0 && wasCompacted && (content.missing || content.commits.length === 0);
  if (stateIsLost) loading.notices.push(lostState(dataDir, content.commits.length > 0));

  const journal = new Journal(
    disk,
    journalFolder,
    // Files before `journalFrom` are not read, also where compaction removed all of them.
    Math.max(content.lastGeneration, stateFile.data.journalFrom - 1),
  );
  journal.bytes = content.bytes;
  const writability = new Writability({
    dataDir,
    clock,
    lock,
    problem,
    onProblem: (now) =>
      onNotice(
        now
          ? { kind: 'not writable', sentence: now.sentence }
          : { kind: 'writable again', sentence: `Writing in ${dataDir} works again.` },
      ),
  });
  const database = new Database({
    ...options,
    dictionaries: loading.dictionaries,
    integrations: loading.integrations,
    documents,
    journal,
    writability,
    release: async () => lock?.release(),
    sequence,
    stateFile,
    syncFile: (data) => new Low(syncAdapter(data), data.sync),
    async mend(data, name, damaged) {
      const { integrationId } = data.sync;
      const context = {
        disk,
        dictionaries: loading.dictionaries,
        integrationId,
        pace: createPace(),
        setAside,
      };
      const { repair, ...month } = await repairLog(data.folder, name, damaged, context);
      if (repair?.losesPast) data.losePast(name);
      if (!repair?.lost) return { month, changes: [] };
      const damage = damageTo(data, repair.lost, repair.files.join(' and '), clock.now());
      onNotice({ kind: 'damage', sentence: damage.sentence });
      return { month, changes: [putDamage(damage)] };
    },
    onAdvice: (sentence) => onNotice({ kind: 'size', sentence }),
  });
  for (const sentence of loading.notices) onNotice({ kind: 'damage', sentence });
  for (const { sentence } of loading.damages) onNotice({ kind: 'damage', sentence });
  if (lock) await record(database, loading.damages);
  if (lock && stateIsLost) await database.compactNow().catch(() => {}); // the next start says it again
  return database;
}

/** Commits are gone from the journal and from its copy: nobody knows what was in them. */
function loseCommits(loading: Loading, documents: Documents): void {
  const end = loading.options.clock.now();
  for (const { workspaceId, id } of documents.all('integrations')) {
    const folder = folderOf(loading.options.dataDir, workspaceId, id);
    const data =
      loading.integrations.get(folder) ?? newIntegration(folder, workspaceId, id, loading.dictionaries);
    const { coverage, backfill } = data.sync.sync;
    const span = { start: backfill?.floor ?? coverage?.coveredFrom ?? 0, end };
    loading.damages.push(damageTo(data, span, 'the journal', end));
  }
}

function lostCommits(journalFolder: string): string {
  return `Files of ${journalFolder} are gone or damaged, together with their copies. The latest changes of accounts, collections, roles and settings may be lost: look whether they are as they should be. Incidents are read from PagerDuty again.`;
}

function lostState(dataDir: string, journalHasSome: boolean): string {
  const rest = journalHasSome ? ', but for what the journal still holds' : '';
  return `${join(dataDir, 'state.json')} and its backup are gone, and with them the connected PagerDuty accounts, collections, roles and settings${rest}. Bring back a copy of ${dataDir}, or connect the accounts again: their incidents are then read anew. The old folders in ${join(dataDir, 'incidents')} remain; remove them when you need them no more.`;
}

/** Damage outlives the process, so that a restart does not forget what is to be read again. */
async function record(database: Database, damages: readonly Damage[]): Promise<void> {
  if (damages.length === 0) return;
  const changes = damages.map(putDamage);
  try {
    await database.commit(() => ({ changes, result: undefined }));
    // Only now may the small files forget the months that are gone.
    await database.writeChanged();
  } catch {
    // Told already; health says why, and the next start finds the same.
  }
}
