import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import { renderPng } from '../../chart/render-png.ts';
import type { Clock } from '../../domain/clock.ts';
import { DAY } from '../../domain/duration.ts';
import type { Instant } from '../../domain/instant.ts';
import { uploadPicture } from '../upload-picture.ts';

/** Pictures that Slack holds for us: equal ones are sent once in each workspace. */
interface Pictures {
  /** The file of this picture, where Slack has it already. */
  known(workspaceId: string, svg: string): string | null;
  /** Draws it and hands it to Slack; the file's id. Slack shows it a little later. */
  send(client: WebClient, workspaceId: string, svg: string, alt: string): Promise<string>;
}

/** In one workspace; those go first that were shown longest ago. */
const MOST_KEPT = 100;
/** A Home that is drawn anew shows another picture: after a day nobody looks at the old one any more. */
const UNUSED_FOR = DAY;

interface Picture {
  readonly fileId: string;
  readonly usedAt: Instant;
}

function keyOf(svg: string): string {
  return createHash('sha256').update(svg).digest('base64');
}

/** Pictures sent since the start; those that nobody was shown for a day are deleted at Slack. */
export function createPictures(clock: Clock): Pictures {
  /** By workspace, then by what is drawn; the one that was shown longest ago first. */
  const kept = new Map<string, Map<string, Picture>>();

  function keep(workspaceId: string, svg: string, fileId: string): void {
    const pictures = kept.get(workspaceId) ?? new Map<string, Picture>();
    kept.set(workspaceId, pictures);
    pictures.delete(keyOf(svg));
    pictures.set(keyOf(svg), { fileId, usedAt: clock.now() });
  }

  async function clear(client: WebClient, workspaceId: string): Promise<void> {
    const pictures = kept.get(workspaceId) ?? new Map<string, Picture>();
    for (const [key, { fileId, usedAt }] of pictures) {
      if (clock.now() - usedAt <= UNUSED_FOR && pictures.size <= MOST_KEPT) break;
      pictures.delete(key);
      // One that is gone already is as good.
      await client.files.delete({ file: fileId }).catch(() => {});
    }
  }

  return {
    known(workspaceId, svg) {
      const found = kept.get(workspaceId)?.get(keyOf(svg));
      if (found === undefined) return null;
      keep(workspaceId, svg, found.fileId);
      return found.fileId;
    },
    async send(client, workspaceId, svg, alt) {
      const fileId = await uploadPicture(client, await renderPng(svg), alt);
      keep(workspaceId, svg, fileId);
      await clear(client, workspaceId);
      return fileId;
    },
  };
}
