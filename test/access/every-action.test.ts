import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { type Action, allows } from '../../src/access/permissions.ts';
import { RefusedError } from '../../src/access/refused-error.ts';
import type { Standing } from '../../src/domain/role.ts';
import { ACTIONS } from './actions.ts';
import { PROBES, REACHING, type Reach } from './probes.ts';
import { startWorkspaces, type Workspaces } from './workspaces.ts';

/** What each person comes to: by the workspace and by what was given. */
const PEOPLE: Readonly<Record<string, Standing>> = {
  owner: 'admin',
  admin: 'admin',
  promoted: 'admin',
  demoted: 'viewer',
  curator: 'collection admin',
  viewer: 'viewer',
  guest: 'guest',
  stranger: 'stranger',
};

let services: Workspaces;
beforeAll(async () => {
  services = await startWorkspaces();
  await services.seed('T1');
  await services.seed('T2');
});
afterAll(() => services.stop());

async function attempt(action: Action, actor: Actor, reach: Reach): Promise<string> {
  const probe = PROBES[action];
  try {
    if (probe !== 'decision alone') return await probe(services, actor, reach);
    await services.access.demand(actor, action);
    return 'done';
  } catch (error) {
    if (error instanceof RefusedError) return `refused: ${error.reason}`;
    throw error;
  }
}

function reachOf(workspaceId: string): Reach {
  return { integrationId: 'acme', collectionId: 'c1', collection: `Collection of ${workspaceId}` };
}

function expectedFor(action: Action, standing: Standing, isReached: boolean): string[] {
  if (standing === 'guest' || standing === 'stranger') return [`refused: ${standing}`];
  if (!allows(standing, action)) return ['refused: role'];
  if (isReached || !REACHING.has(action)) return ['done'];
  return ['nothing', 'refused: audience'];
}

describe.each(ACTIONS)('%s', (action) => {
  const asked = async (userId: string, reach: Reach) => {
    await services.seed('T1');
    return attempt(action, { workspaceId: 'T1', teamId: 'T1', userId }, reach);
  };

  test('by everybody, of what everybody sees', async () => {
    await services.narrow('T1', null);
    for (const [userId, standing] of Object.entries(PEOPLE))
      expect([userId, expectedFor(action, standing, true)]).toEqual([
        userId,
        [await asked(userId, reachOf('T1'))],
      ]);
  });

  test('by everybody, of what only the channel of viewer and curator sees', async () => {
    for (const [userId, standing] of Object.entries(PEOPLE)) {
      await services.narrow('T1', { channelIds: ['C1'], userIds: [] });
      const isIn = standing === 'admin' || userId === 'viewer' || userId === 'curator';
      const outcome = await asked(userId, reachOf('T1'));
      expect(expectedFor(action, standing, isIn), userId).toContain(outcome);
    }
  });

  test('by everybody, of what only one person sees', async () => {
    for (const [userId, standing] of Object.entries(PEOPLE)) {
      await services.narrow('T1', { channelIds: [], userIds: ['demoted', 'guest', 'stranger'] });
      // What is shown to one person can be shared with no channel.
      const toChannel = action === 'share' || action === 'manage channel digest';
      const isIn = !toChannel && (standing === 'admin' || userId === 'demoted');
      const outcome = await asked(userId, reachOf('T1'));
      expect(expectedFor(action, standing, isIn), userId).toContain(outcome);
    }
  });
});

describe('ids of another workspace', () => {
  beforeAll(async () => {
    await services.seed('T1');
    await services.narrow('T1', null);
    // The same person is an admin of both; what is of the one is not there in the other.
    await services.store.integrations.save({
      ...(await services.store.integrations.get('T2', 'acme').then((found) => found ?? fail())),
      id: 'foreign',
      name: 'Foreign account',
    });
    await services.store.collections.save({
      ...(await services.store.collections.list('T2').then(([found]) => found ?? fail())),
      id: 'c-foreign',
      name: 'Foreign collection',
    });
  });
  const foreign: Reach = {
    integrationId: 'foreign',
    collectionId: 'c-foreign',
    collection: 'Foreign collection',
  };

  test.each([...REACHING])('%s', async (action) => {
    await services.seed('T1');
    for (const userId of ['owner', 'promoted', 'curator', 'viewer']) {
      const outcome = await attempt(action, { workspaceId: 'T1', teamId: 'T1', userId }, foreign);
      expect(['nothing', 'refused: role', 'refused: audience'], userId).toContain(outcome);
    }
    expect(await services.store.integrations.get('T2', 'foreign')).toMatchObject({
      name: 'Foreign account',
      paused: false,
    });
    expect((await services.store.collections.list('T2')).map(({ name }) => name)).toContain(
      'Foreign collection',
    );
  });
});

function fail(): never {
  throw new Error('It was not seeded.');
}
