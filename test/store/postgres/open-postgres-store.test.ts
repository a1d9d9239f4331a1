import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StoreError } from '../../../src/store/errors.ts';
import { openPostgresStore } from '../../../src/store/postgres/open-postgres-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { type Postgres, startPostgres } from '../../simulators/postgres.ts';
import { incident, integration, NOON } from '../records.ts';
import { ALWAYS } from '../window-ids.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres.stop());

async function asked<Row>(question: string): Promise<readonly Row[]> {
  const superuser = new Client({ connectionString: postgres.superuserUrl });
  await superuser.connect();
  try {
    return (await superuser.query(question)).rows;
  } finally {
    await superuser.end();
  }
}

describe('an address that does not work is explained, without the password', () => {
  const changed = (change: (url: URL) => void) => {
    const url = new URL(postgres.url);
    change(url);
    return url.href;
  };
  test.each([
    [
      'a wrong password',
      (url: URL) => {
        url.password = 'a-wrong-secret';
      },
      /refuses the user sei\. Check .+ password/,
    ],
    [
      'a user that is unknown',
      (url: URL) => {
        url.username = 'nobody';
      },
      /refuses the user nobody/,
    ],
    [
      'a database that is missing',
      (url: URL) => {
        url.pathname = '/nowhere';
      },
      /no database nowhere .+createdb --owner=sei nowhere/,
    ],
    [
      'a port where nothing answers',
      (url: URL) => {
        url.port = '1';
      },
      /Nothing answers at 127\.0\.0\.1:1\. Is PostgreSQL running/,
    ],
    [
      'a server without TLS',
      (url: URL) => {
        url.search = '?sslmode=verify-full';
      },
      /has no TLS/,
    ],
  ])('%s', async (_, change, sentence) => {
    const url = changed(change);
    const error = await openPostgresStore({ url }).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(StoreError);
    const { message } = error as StoreError;
    expect(message).toMatch(sentence);
    expect(message).not.toContain(new URL(url).password);
  });

  test('a user who may not make tables', async () => {
    const name = 'others_database';
    await postgres.createDatabase(name);
    await asked(`ALTER DATABASE ${name} OWNER TO postgres`);
    const url = changed((address) => {
      address.pathname = `/${name}`;
    });
    await expect(openPostgresStore({ url })).rejects.toThrow(
      /may not create tables .+ ALTER DATABASE others_database OWNER TO sei/,
    );
  });
});

describe('two replicas on one database', () => {
  let one: Store;
  let other: Store;
  beforeAll(async () => {
    [one, other] = (await Promise.all([1, 2].map(() => openPostgresStore({ url: postgres.url })))) as [
      Store,
      Store,
    ]; // two
    await one.integrations.save(integration());
    return async () => {
      await one.close();
      await other.close();
    };
  });

  test('see at once what the other stored, and its revision', async () => {
    const before = await other.revision('T1');
    const { sequence } = await one.sync.commit('T1', 'acme', { incidents: [incident()] });
    expect(await other.revision('T1')).toBe(sequence);
    expect(sequence).toBeGreaterThan(before);
    expect(await other.incidents.window('T1', ALWAYS)).toHaveLength(1);
  });

  test('commits of both at once have numbers of their own, and none is seen before a smaller one', async () => {
    const before = await one.revision('T1');
    let isWriting = true;
    const seen: [number, number][] = [];
    const watch = async () => {
      while (isWriting) {
        const asOf = await other.incidents.sequence('T1');
        seen.push([asOf, (await other.incidents.window('T1', { ...ALWAYS, asOf })).length]);
      }
    };
    const watching = watch();
    const commits = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        (at % 2 ? one : other).sync.commit('T1', 'acme', {
          incidents: [incident({ id: `R${at}`, number: at })],
        }),
      ),
    );
    isWriting = false;
    await watching;
    const sequences = commits.map(({ sequence }) => sequence).sort((a, b) => a - b);
    expect(sequences).toEqual(Array.from({ length: 40 }, (_, at) => before + 1 + at));
    // Each commit brought one: the number of incidents tells which commits were seen.
    for (const [asOf, rows] of seen) expect(rows).toBe(1 + asOf - before);
  });

  test('of two that store the same incident at once, the newer reading stays', async () => {
    const readings = [
      incident({ title: 'newer', updatedAt: NOON + 9000 }),
      incident({ updatedAt: NOON + 8000 }),
    ];
    await Promise.all([
      one.sync.commit('T1', 'acme', { incidents: readings.slice(0, 1) }),
      other.sync.commit('T1', 'acme', { incidents: readings.slice(1) }),
    ]);
    expect((await other.incidents.get('T1', 'acme', ['P1']))[0]?.title).toBe('newer');
  });

  test('health tells when the database is gone, and that it is back', async () => {
    await postgres.restart(async () => {
      await expect(one.settings.get('T1')).rejects.toThrow(/does not answer at the moment.+try again/);
      expect(one.health().problem).toMatchObject({ cause: 'unreachable' });
      expect(one.health().problem?.sentence).not.toContain('only-for-tests');
    });
    expect((await one.settings.get('T1')).zone).toBe('UTC');
    expect(one.health().problem).toBeNull();
  });
});

test('a reading that changes nothing writes nothing', async () => {
  const store = await openPostgresStore({ url: postgres.url });
  await store.integrations.save(integration({ workspaceId: 'T3' }));
  const incidents = Array.from({ length: 200 }, (_, at) =>
    incident({ id: `Q${at}`, number: at, severities: ['warning'] }),
  );
  await store.sync.commit('T3', 'acme', { incidents });
  const versions = () =>
    asked(`select xmin::text, ctid::text from incidents where workspace_id = 'T3'
      union all select xmin::text, ctid::text from incident_details where workspace_id = 'T3'
      union all select revision::text, '' from workspaces where workspace_id = 'T3'`);
  const before = await versions();
  await store.sync.commit('T3', 'acme', {
    incidents: incidents.map((each) => ({ ...each, severities: null })),
  });
  expect(await versions()).toEqual(before);
  await store.close();
});

test('names of people go with the incidents that named them', async () => {
  const store = await openPostgresStore({ url: postgres.url });
  await store.integrations.save(integration({ workspaceId: 'T4' }));
  const enrichment = (name: string) => ({
    firstAcknowledgedAt: null,
    responders: [{ id: name, name }],
    reopened: 0,
    lastWorkedAt: null,
  });
  await store.sync.commit('T4', 'acme', {
    incidents: [
      incident({ id: 'old', createdAt: NOON - 400 * 86_400, enrichment: enrichment('Grace') }),
      incident({ id: 'new', number: 2, enrichment: enrichment('Ada') }),
    ],
  });
  const names = async () => {
    const rows = await asked<{ value: string }>(
      `select value from coded_values where workspace_id = 'T4' and field = 'responders'`,
    );
    return rows.map(({ value }) => JSON.parse(value)[0].name);
  };
  expect((await names()).sort()).toEqual(['Ada', 'Grace']);
  expect(await store.workspaces.forgetBefore(NOON - 100 * 86_400)).toBe(1);
  expect(await names()).toEqual(['Ada']);
  await store.workspaces.forget('T4');
  expect(await names()).toEqual([]);
  await store.close();
});
