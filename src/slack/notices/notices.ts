import type { Integration } from '../../domain/integration.ts';
import type { Message } from '../blocks/message.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import type { Services } from '../services.ts';
import { isNotice, type SyncNotice, syncNotice } from './sync-notice.ts';

type Needed = Pick<Services, 'sync' | 'integrations' | 'people' | 'clientOf' | 'log' | 'inFlight'>;

/** Tells people in their DM what they have to know although nobody asked. */
interface Notices {
  /** Something about the place where all data lies: told to who looks after an account, once each. */
  aboutStore(sentence: string): void;
  /** Hears no more. */
  stop(): void;
}

const NOBODY_HERE = new Set(['stranger', 'guest']);

/** Follows the sync from now on: a refused key and a drought go to the account's owner, or to the admins where that person is gone. */
export function createNotices(services: Needed): Notices {
  const { sync, integrations, people, clientOf, log, inFlight } = services;

  async function keepersOf({ workspaceId, ownerId }: Integration): Promise<readonly string[]> {
    const owner = await people.person({ workspaceId, teamId: workspaceId, userId: ownerId });
    if (!NOBODY_HERE.has(owner.membership)) return [ownerId];
    return people.admins({ workspaceId, teamId: workspaceId });
  }

  async function tell(workspaceId: string, userIds: readonly string[], message: Message): Promise<void> {
    for (const channel of userIds) {
      await attempt(async () => (await clientOf(workspaceId)).chat.postMessage({ channel, ...message }));
    }
  }

  async function aboutSync(notice: SyncNotice): Promise<void> {
    const integration = await integrations.get(notice.workspaceId, notice.integrationId);
    if (integration)
      await tell(integration.workspaceId, await keepersOf(integration), syncNotice(integration, notice));
  }

  async function toAll(sentence: string): Promise<void> {
    const told = new Set<string>();
    for (const integration of await integrations.all()) {
      await attempt(async () => {
        const keepers = (await keepersOf(integration)).filter(
          (id) => !told.has(`${integration.workspaceId} ${id}`),
        );
        for (const id of keepers) told.add(`${integration.workspaceId} ${id}`);
        const text = escapeMrkdwn(sentence);
        await tell(integration.workspaceId, keepers, { text, blocks: [section(text)] });
      });
    }
  }

  /** Nobody waits for it: what fails is for the log, and keeps nobody else from being told. */
  async function attempt(work: () => Promise<unknown>): Promise<void> {
    await work().catch((error: unknown) => log.warn({ error }, 'A notice was not delivered.'));
  }

  const stop = sync.subscribe((event) => {
    if (isNotice(event)) void inFlight.track(attempt(() => aboutSync(event)));
  });
  return {
    aboutStore: (sentence) => void inFlight.track(attempt(() => toAll(sentence))),
    stop,
  };
}
