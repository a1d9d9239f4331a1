import type { WebClient } from '@slack/web-api';
import type { Actor } from '../../access/actor.ts';
import type { WhatIf } from '../../domain/what-if.ts';
import type { CsvFile, Subject, Unanswered, UnknownReport } from '../../report/reports.ts';
import { plural } from '../blocks/numbers.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { sendFile, sendFileBelow, type Thread } from '../send-file.ts';
import type { Services } from '../services.ts';

interface Sending {
  readonly client: WebClient;
  readonly caller: Actor;
  readonly subject: Subject;
  readonly whatIf: WhatIf;
  /** `null`: into the person's messages with the app. */
  readonly thread: Thread | null;
}

/**
 * Makes a file of the rows behind a number and hands it over.
 *
 * @returns what was sent, or why there is nothing to send
 * @throws {RefusedError} where the caller may not export
 */
export async function sendCsv(
  { reports, access }: Pick<Services, 'reports' | 'access'>,
  { client, caller, subject, whatIf, thread }: Sending,
): Promise<CsvFile | UnknownReport | Unanswered> {
  await access.demand(caller, 'export csv');
  const file = await reports.csv(caller, subject, whatIf);
  if (file.kind !== 'csv') return file;
  const words = `${plural(file.rows, 'row')} behind the number of *${escapeMrkdwn(file.report.subject)}*, with what counts and why not.`;
  await (thread === null
    ? sendFile(client, caller.userId, file, words)
    : sendFileBelow(client, thread, file));
  return file;
}
