import type { View } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { slackErrorCode } from './slack-error.ts';

/** Slack's words for a view that was closed, or changed again, meanwhile. */
const OVERTAKEN: ReadonlySet<string> = new Set(['hash_conflict', 'not_found', 'view_not_found']);

/**
 * Draws a modal anew. One that was closed meanwhile, or drawn by a choice that came after this one, is left as it is: there
 * is nobody to show it to, or something newer is shown.
 *
 * @param hash with it only the state that was acted on is replaced; without, whatever is there
 * @returns whether it is shown
 */
export async function redrawView(
  client: Pick<WebClient, 'views'>,
  { id, hash }: { readonly id: string; readonly hash?: string | undefined },
  view: View,
): Promise<boolean> {
  try {
    await client.views.update({ view_id: id, ...(hash ? { hash } : {}), view });
    return true;
  } catch (error) {
    if (!OVERTAKEN.has(slackErrorCode(error) ?? '')) throw error;
    return false;
  }
}
