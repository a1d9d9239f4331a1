import { join } from 'node:path';
import { Low } from 'lowdb';
import type { Clock } from '../../domain/clock.ts';
import { dateOf, type Instant, type Span } from '../../domain/instant.ts';
import { StoreError } from '../errors.ts';
import type { Damage } from '../store.ts';
import type { Change, Commit } from './change.ts';
import { Database, folderOf, newIntegration, STORE_VERSION } from './database.ts';
import { createDictionaries, type Dictionaries } from './dictionaries.ts';
import type { Disk } from './disk.ts';
import { Documents, type StateFile } from './documents.ts';
import { type IntegrationData, prepared, type SyncFile } from './integration-data.ts';
import { Journal } from './journal.ts';
import { FolderInUseError, type Lock, lockFolder } from './lock.ts';
import { migrateFromVersion1 } from './migrate.ts';
import { loadMonth, monthsIn, repairLog, spanOfMonth } from './months.ts';
import { createPace } from './pace.ts';
import { readJournal } from './read-journal.ts';
import { SealedFile } from './sealed-file.ts';
import { type Problem, problemOf } from './write-problem.ts';

/** Something an admin or operator is told of, once. The sentence says what happened and what to do. */
export interface StoreNotice {
  readonly kind: 'damage' | 'not writable' | 'writable again' | 'size';
  readonly sentence: string;
}

export interface OpenOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly disk: Disk;
  readonly compactAt: number;
  readonly onNotice: (notice: StoreNotice) => void;
}

/** Everything read from the files, before it is a {@link Database}. */
interface Loading {
  readonly options: OpenOptions;
  readonly dictionaries: Dictionaries;
  readonly integrations: Map<string, IntegrationData>;
  readonly setAside: ((path: string) => Promise<string>) | null;
  readonly damages: Damage[];
  readonly notices: string[];
}

/** Opens the store in a folder: takes the lock, reads the files, mends what is damaged, reads the journal. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { dataDir, disk, onNotice } = options;
  const version = await refuseNewer(disk, dataDir);
  const { lock, problem } = await own(options);
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

/** Before anything is touched. Returns the version of what is there, 0 for a new folder. */
async function refuseNewer(disk: Disk, dataDir: string): Promise<number> {
  let found = 0;
  for (const name of ['state.json', 'state.json.bak']) {
    const version = versionIn(await disk.readFile(join(dataDir, name)));
    found ||= version;
    if (version <= STORE_VERSION) continue;
    throw new StoreError(
      `${join(dataDir, name)} was written by a newer version of this app (format ${version}, this one knows ${STORE_VERSION}). Start that version; nothing was changed.`,
    );
  }
  return found;
}

function versionIn(bytes: Buffer | null): number {
  // The version stands near the beginning, also in a file that is damaged further on.
  return Number(/"version":\s*(\d+)/.exec(bytes?.toString('utf8', 0, 200) ?? '')?.[1] ?? 0);
}

async function own({
  disk,
  dataDir,
  clock,
}: OpenOptions): Promise<{ lock: Lock | null; problem: Problem | null }> {
  try {
    await disk.makeFolder(dataDir);
    return { lock: await lockFolder({ disk, folder: dataDir }), problem: null };
  } catch (error) {
    if (error instanceof FolderInUseError) throw error;
    return { lock: null, problem: problemOf(error, dataDir, clock.now(), 'at start') };
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
  const onDamage = (aside: string, recovered: boolean) => {
    const outcome = recovered ? 'Its backup took its place; nothing is lost' : 'It had no backup';
    loading.notices.push(`A damaged file was set aside as ${aside}. ${outcome}.`);
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
  for (const file of content.repaired) onDamage(file, true);
  let sequence = stateFile.data.through;
  for (const commit of content.commits) {
    await replay(loading, documents, commit, stateFile.data.through);
    sequence = Math.max(sequence, commit.sequence);
  }
  // Commits of a store whose small file is lost must not take numbers that its incidents have already.
  for (const { sync } of loading.integrations.values()) sequence = Math.max(sequence, sync.through);
  if (content.missing) loseCommits(loading, documents);
  // Before the first compaction there is no small file: then the journal has everything.
  const stateIsLost =
    stateFile.data.through === 0 && wasCompacted && (content.missing || content.commits.length === 0);
  if (stateIsLost) loading.notices.push(lostState(dataDir, content.commits.length > 0));

  const journal = new Journal(disk, journalFolder, content.lastGeneration);
  journal.bytes = content.bytes;
  const database = new Database({
    ...options,
    dictionaries: loading.dictionaries,
    integrations: loading.integrations,
    documents,
    journal,
    lock,
    problem,
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
      if (!repair?.lost) return { month, changes: [] };
      const damage = damageTo(data, repair.lost, repair.files.join(' and '), clock.now());
      onNotice({ kind: 'damage', sentence: damage.sentence });
      return { month, changes: [putDamage(damage)] };
    },
    onAdvice: (sentence) => onNotice({ kind: 'size', sentence }),
    onProblem: (now) =>
      onNotice(
        now
          ? { kind: 'not writable', sentence: now.sentence }
          : { kind: 'writable again', sentence: `Writing in ${dataDir} works again.` },
      ),
  });
  for (const sentence of loading.notices) onNotice({ kind: 'damage', sentence });
  for (const { sentence } of loading.damages) onNotice({ kind: 'damage', sentence });
  if (lock) await record(database, loading.damages);
  if (lock && stateIsLost) await database.compactNow().catch(() => {}); // the next start says it again
  return database;
}

/** Returns whether one is not the newest, and so needs older journal files. */
async function loadIntegrations(
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
  for (const workspace of await disk.list(join(dataDir, 'incidents'))) {
    for (const name of await disk.list(join(dataDir, 'incidents', workspace))) {
      const folder = join(dataDir, 'incidents', workspace, name);
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
  }
  return older;
}

/** Files that were being written when the process ended. */
async function removeLeftovers(disk: Disk, folder: string): Promise<void> {
  for (const name of await disk.list(folder)) {
    if (/\.[0-9a-f]{12}\.tmp$/.test(name)) await disk.unlink(join(folder, name));
  }
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
  for (const name of stored) {
    const { repair, ...month } = await loadMonth(data.folder, name, context);
    data.addMonth(name, month);
    if (!repair) continue;
    data.changed = true;
    const files = repair.files.join(' and ');
    if (repair.lost)
      loading.damages.push(damageTo(data, repair.lost, files || `the log of ${name}`, options.clock.now()));
    // Columns that are missing were removed by someone, which is allowed.
    else if (files)
      loading.notices.push(`A damaged file was set aside as ${files} and made anew; nothing is lost.`);
  }
  // The backup of the small file may name months that were removed since on purpose.
  const gone = isNewest ? Object.keys(data.sync.months ?? {}).filter((name) => !stored.includes(name)) : [];
  for (const name of gone) {
    data.changed = true;
    loading.damages.push(damageTo(data, spanOfMonth(name), `the files of ${name}`, options.clock.now()));
  }
}

function damageTo(data: IntegrationData, span: Span, what: string, at: Instant): Damage {
  const { workspaceId, integrationId } = data.sync;
  return {
    workspaceId,
    id: `${integrationId}/${span.start}-${span.end}`,
    integrationId,
    span,
    at,
    sentence: `Stored incidents of ${dayOf(span.start)} to ${dayOf(span.end)} were damaged (${what}). They are read from PagerDuty again.`,
  };
}

function putDamage(value: Damage): Change {
  return { kind: 'put', table: 'damage', workspaceId: value.workspaceId, id: value.id, value };
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

async function replay(
  loading: Loading,
  documents: Documents,
  commit: Commit,
  through: number,
): Promise<void> {
  const { sequence, changes } = commit;
  const dataOf = (change: Extract<Change, { integrationId: string }>) => {
    const { workspaceId, integrationId } = change;
    const folder = folderOf(loading.options.dataDir, workspaceId, integrationId);
    const data =
      loading.integrations.get(folder) ??
      newIntegration(folder, workspaceId, integrationId, loading.dictionaries);
    loading.integrations.set(folder, data);
    return data;
  };
  const pace = createPace();
  for (const change of changes) {
    if (change.kind === 'incidents') {
      await dataOf(change).store(change.incidents.map(prepared), sequence, pace);
    }
    if (change.kind === 'sync') dataOf(change).apply(change, sequence);
    if (change.kind === 'forget' && dataOf(change).sync.through < sequence) {
      const { folder } = dataOf(change);
      loading.integrations.delete(folder);
      if (loading.setAside) await loading.options.disk.removeFolder(folder);
    }
    if (sequence > through) documents.apply(change);
  }
  for (const change of changes) {
    if (change.kind === 'incidents' || change.kind === 'sync') dataOf(change).finish(sequence);
  }
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
    for (const data of database.all().filter(({ changed }) => changed)) await database.writeSync(data);
  } catch {
    // Told already; health says why, and the next start finds the same.
  }
}

function dayOf(instant: number): string {
  return dateOf(instant).toISOString().slice(0, 10);
}
