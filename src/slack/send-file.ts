import type { WebClient } from '@slack/web-api';

interface NamedFile {
  readonly name: string;
  readonly content: string;
}

/** A message below which a file is put. */
export interface Thread {
  readonly channelId: string;
  readonly timestamp: string;
}

/** Puts a file into somebody's messages with the app: files go to a conversation, never to a person. */
export async function sendFile(
  client: WebClient,
  userId: string,
  file: NamedFile,
  words: string,
): Promise<void> {
  // The message first: it makes the conversation known.
  const { channel } = await client.chat.postMessage({ channel: userId, text: words });
  if (!channel) throw new Error('Slack named no conversation.');
  await client.filesUploadV2({ channel_id: channel, ...uploadOf(file) });
}

/** Puts a file below a message. */
export async function sendFileBelow(client: WebClient, thread: Thread, file: NamedFile): Promise<void> {
  const { channelId, timestamp } = thread;
  await client.filesUploadV2({ channel_id: channelId, thread_ts: timestamp, ...uploadOf(file) });
}

function uploadOf({ name, content }: NamedFile) {
  return { filename: name, title: name, file: Buffer.from(content, 'utf8') };
}
