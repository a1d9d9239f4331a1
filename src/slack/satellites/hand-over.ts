import type { WebClient } from '@slack/web-api';
import type { Actor } from '../../access/actor.ts';
import { NO_ADDRESS } from '../../satellite/fleet/satellites.ts';
import { sendFile } from '../send-file.ts';
import type { Services } from '../services.ts';
import { fileWords } from './file-words.ts';

/** Makes a `satellite.yml` and puts it into the messages of whoever asked. Returns what to say of it, in a sentence. */
export async function handOver(
  { satellites }: Pick<Services, 'satellites'>,
  { client, caller }: { readonly client: WebClient; readonly caller: Actor },
  integrationId: string | 'all',
): Promise<string> {
  const outcome = await satellites.file(caller, integrationId);
  if (outcome.kind === 'gone') return NOT_OF_A_SATELLITE;
  if (outcome.kind === 'no address') return NO_ADDRESS;
  await sendFile(client, caller.userId, outcome, fileWords(outcome));
  return `${outcome.name} is in your messages with SEI PagerDuty.`;
}

const NOT_OF_A_SATELLITE =
  'The app reads this account itself, so it needs no satellite. To move it behind one: delete it, connect it again, and tick “Only our network reaches PagerDuty”.';
