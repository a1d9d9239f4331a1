import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import { renderPng } from '../../chart/render-png.ts';
import type { Clock } from '../../domain/clock.ts';
import { DAY } from '../../domain/duration.ts';
import type { Instant } from '../../domain/instant.ts';
import { uploadPicture } from '../upload-picture.ts';

/** Pictures that Slack holds for us: equal ones are sent once in each workspace. */
export interface Pictures {
  /** The file of this picture, where Slack has it already. */
  known(workspaceId: string, svg: string): string | null;
  /** Draws it and hands it to Slack; the file's id. Slack shows it a little later. */
  send(client: WebClient, workspaceId: string, svg: string, alt: string): Promise<string>;
}

const MOST_KEPT = 500;
/** A Home that is drawn anew shows another picture: after a day nobody looks at the old one any more. */
const UNUSED_FOR = DAY;

/** Pictures sent since the start; those that nobody was shown for a day are deleted at Slack. */
export function createPictures(clock: Clock): Pictures {
  const kept = new Map<string, { readonly fileId: string; usedAt: Instant }>();
  const keyOf = (workspaceId: string, svg: string) =>
    `${workspaceId} ${createHash('sha256').update(svg).digest('base64')}`;

  async function clear(client: WebClient, workspaceId: string): Promise<void> {
    for (const [key, { fileId, usedAt }] of kept) {
      const old = clock.now() - usedAt > UNUSED_FOR || kept.size > MOST_KEPT;
      if (!old || !key.startsWith(`${workspaceId} `)) continue;
      kept.delete(key);
      // One that is gone already is as good.
      await client.files.delete({ file: fileId }).catch(() => {});
    }
  }

  return {
    known(workspaceId, svg) {
      const found = kept.get(keyOf(workspaceId, svg));
      if (found) found.usedAt = clock.now();
      return found?.fileId ?? null;
    },
    async send(client, workspaceId, svg, alt) {
      const fileId = await uploadPicture(client, await renderPng(svg), alt);
      kept.set(keyOf(workspaceId, svg), { fileId, usedAt: clock.now() });
      await clear(client, workspaceId);
      return fileId;
    },
  };
}
