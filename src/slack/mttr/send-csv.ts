import type { WebClient } from '@slack/web-api';
import type { WhatIf } from '../../domain/what-if.ts';
import type { CsvFile, Subject, Unanswered, UnknownReport } from '../../report/reports.ts';
import { plural } from '../blocks/numbers.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import type { Caller } from '../caller.ts';
import type { Services } from '../services.ts';

/** A message below which a file is put. */
export interface Thread {
  readonly channelId: string;
  readonly timestamp: string;
}

interface Sending {
  readonly client: WebClient;
  readonly caller: Caller;
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
  await upload(client, file, thread ?? (await directMessage(client, caller.userId, words)));
  return file;
}

/** A file goes to a conversation, never to a person: the message first makes the conversation known. */
async function directMessage(
  client: WebClient,
  userId: string,
  text: string,
): Promise<Pick<Thread, 'channelId'>> {
  const { channel } = await client.chat.postMessage({ channel: userId, text });
  if (!channel) throw new Error('Slack named no conversation.');
  return { channelId: channel };
}

async function upload(
  client: WebClient,
  { name, content }: CsvFile,
  { channelId, timestamp }: Pick<Thread, 'channelId'> & Partial<Thread>,
): Promise<void> {
  const common = { filename: name, title: name, file: Buffer.from(content, 'utf8') };
  await client.filesUploadV2(
    timestamp === undefined
      ? { ...common, channel_id: channelId }
      : { ...common, channel_id: channelId, thread_ts: timestamp },
  );
}
