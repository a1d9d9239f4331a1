import type { Incident } from '../../domain/incident.ts';
import type { RejectedRecord } from '../../store/sync-store.ts';
import type { SinkBatch } from '../../sync/sink.ts';
import { BatchHead, BatchLine } from '../protocol/batch.ts';
import { BATCH_LIMITS } from '../protocol/limits.ts';
import { IntakeError } from './intake-error.ts';
import { parseJson } from './parse-json.ts';
import { readLines } from './read-lines.ts';

type Directory = NonNullable<SinkBatch['directory']>;

/** A batch as a satellite sent it, checked line by line. Every incident belongs to the integration that the head names. */
export async function readBatch(
  body: Buffer,
): Promise<{ readonly head: BatchHead; readonly batch: SinkBatch }> {
  let head: BatchHead | null = null;
  let number = 0;
  const incidents: Incident[] = [];
  const rejected: RejectedRecord[] = [];
  const services: Directory['services'][number][] = [];
  const users: Directory['users'][number][] = [];
  const teams: Directory['teams'][number][] = [];
  const priorities: Directory['priorities'][number][] = [];

  for await (const text of readLines(body, BATCH_LIMITS)) {
    number += 1;
    if (head === null) {
      head = parseJson(BatchHead, text, 'The first line');
      continue;
    }
    if (number > head.lines + 1) throw miscounted(head);
    const line = parseJson(BatchLine, text, `Line ${number}`);
    if ('incident' in line) incidents.push({ ...line.incident, integrationId: head.integrationId });
    else if ('rejected' in line) rejected.push(line.rejected);
    else if ('service' in line) services.push(line.service);
    else if ('user' in line) users.push(line.user);
    else if ('team' in line) teams.push(line.team);
    else priorities.push(line.priority);
  }
  if (head === null) throw broken('There is no line in it.');
  if (number !== head.lines + 1) throw miscounted(head);

  const { state, run, directory } = head;
  return {
    head,
    batch: {
      ...(incidents.length > 0 && { incidents }),
      ...(rejected.length > 0 && { rejected }),
      ...(state && { state }),
      ...(run && { run }),
      ...(directory?.kind === 'whole' && {
        directory: { services, users, teams, priorities, missing: directory.missing },
      }),
      ...(directory?.kind === 'services' && { services }),
    },
  };
}

function miscounted({ lines }: BatchHead): IntakeError {
  return broken(`The first line announces ${lines} more, and there are others.`);
}

function broken(message: string): IntakeError {
  return new IntakeError('broken_body', message, { next: 'Send the batch again, whole.' });
}
