import type { WebClient } from '@slack/web-api';

/** Puts a file into somebody's messages with the app: files go to a conversation, never to a person. */
export async function sendFile(
  client: WebClient,
  userId: string,
  { name, content }: { readonly name: string; readonly content: string },
  words: string,
): Promise<void> {
  // The message first: it makes the conversation known.
  const { channel } = await client.chat.postMessage({ channel: userId, text: words });
  if (!channel) throw new Error('Slack named no conversation.');
  await client.filesUploadV2({
    channel_id: channel,
    filename: name,
    title: name,
    file: Buffer.from(content, 'utf8'),
  });
}
