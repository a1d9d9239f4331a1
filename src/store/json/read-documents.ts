import { join } from 'node:path';
import type { Disk } from './disk.ts';
import { Documents, type StateFile } from './documents.ts';
import { commitOf, readJournal } from './read-journal.ts';
import { readSealed } from './sealed-file.ts';

/** A compaction moves commits from the journal into the small file: whoever reads both meanwhile may miss some. */
const ATTEMPTS = 5;

/** The small tables as the files hold them; needs no open store, and changes nothing. */
export async function readDocuments(disk: Disk, dataDir: string): Promise<Documents> {
  for (let attempt = 1; ; attempt += 1) {
    const state =
      (await readSealed<StateFile>(disk, join(dataDir, 'state.json'))) ??
      (await readSealed<StateFile>(disk, join(dataDir, 'state.json.bak')));
    const documents = new Documents(state?.tables ?? {});
    const from = [state?.through ?? 0, state?.journalFrom ?? 0] as const;
    const { commits, missing } = await readJournal(disk, join(dataDir, 'journal'), ...from, null);
    if (missing && attempt < ATTEMPTS) continue;
    for (const commit of commits) for (const change of commitOf(commit).changes) documents.apply(change);
    return documents;
  }
}
