import type { WebClient } from '@slack/web-api';

/** Hands a picture to Slack without showing it anywhere; the file's id. Slack can show it a little later. */
export async function uploadPicture(client: WebClient, png: Buffer, alt: string): Promise<string> {
  const sent = await client.filesUploadV2({ file: png, filename: 'mttr.png', title: 'MTTR', alt_text: alt });
  const fileId = fileIdOf(sent);
  if (fileId === null) throw new Error('Slack took a picture and did not say what it is called.');
  return fileId;
}

/** The id lies at `files[0].files[0].id`, which the typings only half know. */
function fileIdOf(sent: unknown): string | null {
  const outer = firstFile(sent);
  const inner = firstFile(outer);
  return inner !== null && typeof inner === 'object' && 'id' in inner && typeof inner.id === 'string'
    ? inner.id
    : null;
}

function firstFile(holder: unknown): unknown {
  if (typeof holder !== 'object' || holder === null || !('files' in holder)) return null;
  return Array.isArray(holder.files) ? (holder.files[0] ?? null) : null;
}
