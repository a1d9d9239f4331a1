import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { createPool, type PoolOptions } from '../../../src/store/postgres/pool.ts';
import { inWorkspace } from '../../../src/store/postgres/transaction.ts';
import type { StoreHealth } from '../../../src/store/store.ts';
import { type Postgres, startPostgres } from '../../simulators/postgres.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres.stop());

async function withPool(
  options: Partial<PoolOptions>,
  work: (pool: ReturnType<typeof createPool>) => Promise<void>,
) {
  const pool = createPool({ url: postgres.url, clock: systemClock, ...options });
  try {
    await work(pool);
  } finally {
    await pool.close();
  }
}

test('a restart ends by itself: asked meanwhile it says so, and again after', async () => {
  const seen: StoreHealth['problem'][] = [];
  await withPool({ onProblem: (problem) => seen.push(problem) }, async (pool) => {
    const ask = () => inWorkspace(pool, 'T1', (statements) => statements.one('select 1 as it'));
    expect(await ask()).toEqual({ it: 1 });
    await postgres.restart(async () => {
      await expect(ask()).rejects.toThrow('please try again in a minute');
      expect(pool.problem()).toMatchObject({ cause: 'unreachable' });
      expect(pool.problem()?.sentence).not.toContain('only-for-tests');
    });
    expect(await ask()).toEqual({ it: 1 });
    expect(pool.problem()).toBeNull();
    expect(seen.map((problem) => problem?.cause ?? 'gone')).toEqual(['unreachable', 'gone']);
  });
});

test('it notices by itself that the database went and came', async () => {
  const went = Promise.withResolvers<void>();
  const came = Promise.withResolvers<void>();
  const onProblem = (problem: StoreHealth['problem']) => (problem ? went : came).resolve();
  await withPool({ pulse: 20, onProblem }, async () => {
    await postgres.restart(() => went.promise);
    await came.promise;
  });
});

test('of a server that went without a word it holds one connection, however often it looks', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo; // it listens on a port
  const url = `postgresql://sei@127.0.0.1:${port}/sei`;
  await withPool({ url, pulse: 5, connectTimeout: 1_000 }, async () => {
    await vi.waitFor(() => expect(sockets).not.toEqual([]));
    await setTimeout(100);
    expect(sockets).toHaveLength(1);
    for (const socket of sockets) socket.destroy();
  });
  silent.close();
});

test('a statement that takes too long ends, and its connection is used again', async () => {
  await withPool({ statementTimeout: 50, size: 1 }, async (pool) => {
    const slow = inWorkspace(pool, 'T1', (statements) => statements.run('select pg_sleep(60)'));
    await expect(slow).rejects.toThrow('took the database too long');
    expect(await inWorkspace(pool, 'T1', (statements) => statements.one('select 2 as it'))).toEqual({
      it: 2,
    });
  });
});

test('what throws is rolled back, and so is what goes on after a failed statement', async () => {
  await withPool({ size: 1 }, async (pool) => {
    await pool.transaction('begin', (statements) => statements.run('create table kept (n int)'));
    const throwing = pool.transaction('begin', async (statements) => {
      await statements.run('insert into kept values (1)');
      throw new RangeError('Not this way.');
    });
    await expect(throwing).rejects.toThrow(RangeError);
    const goingOn = pool.transaction('begin', async (statements) => {
      await statements.run('insert into kept values (2)');
      await statements.run('select 1 / 0').catch(() => {});
    });
    await expect(goingOn).rejects.toThrow('went on after one of its statements had failed');
    expect(await pool.transaction('begin', (statements) => statements.rows('select n from kept'))).toEqual(
      [],
    );
  });
});

test('who loses against another transaction tries again', async () => {
  await withPool({}, async (pool) => {
    await pool.transaction('begin', async (statements) => {
      await statements.run('create table pair (id int primary key, n int)');
      await statements.run('insert into pair values (1, 0), (2, 0)');
    });
    // Each takes the row that the other waits for: PostgreSQL ends one of them.
    const both = Promise.withResolvers<void>();
    let begun = 0;
    const cross = (first: number, second: number) =>
      inWorkspace(pool, 'T1', async (statements) => {
        await statements.run('update pair set n = n + 1 where id = $1', [first]);
        begun += 1;
        if (begun === 2) both.resolve();
        await both.promise;
        await statements.run('update pair set n = n + 1 where id = $1', [second]);
      });
    await Promise.all([cross(1, 2), cross(2, 1)]);
    const rows = await pool.transaction('begin', (statements) => statements.rows('select n from pair'));
    expect(rows).toEqual([{ n: 2 }, { n: 2 }]);
  });
});

test('a connection that is cut in the middle of a transaction ends that, and nothing else', async () => {
  await withPool({ size: 1 }, async (pool) => {
    const cut = inWorkspace(pool, 'T1', async (statements) => {
      await postgres.restart();
      await statements.run('select 1');
    });
    await expect(cut).rejects.toThrow('please try again in a minute');
    expect(await inWorkspace(pool, 'T1', (statements) => statements.one('select 3 as it'))).toEqual({
      it: 3,
    });
  });
});

test('instants and counts are numbers', async () => {
  await withPool({}, async (pool) => {
    const row = await inWorkspace(pool, 'T1', (statements) =>
      statements.one('select 4102444800::bigint as it'),
    );
    expect(row).toEqual({ it: 4_102_444_800 });
  });
});

test('no statement is compiled, which takes longer than to run it; the connection takes nothing of that along', async () => {
  await withPool({ size: 1 }, async (pool) => {
    expect(await inWorkspace(pool, 'T1', (statements) => statements.one('show jit'))).toEqual({ jit: 'off' });
    expect(await pool.transaction('begin', (statements) => statements.one('show jit'))).toEqual({
      jit: 'on',
    });
  });
});

test('a server that only reads counts as away for as long as it does, whatever it answers', async () => {
  const superuser = new Client({ connectionString: postgres.superuserUrl });
  await superuser.connect();
  const seen: string[] = [];
  const onProblem = (problem: StoreHealth['problem']) => seen.push(problem?.sentence ?? 'gone');
  await withPool({ pulse: 20, onProblem }, async (pool) => {
    await superuser.query('alter database sei set default_transaction_read_only = on');
    await superuser.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'sei'`);
    await vi.waitFor(() => expect(pool.problem()?.sentence).toContain('read-only'));
    seen.length = 0;
    for (let asked = 0; asked < 20; asked++) {
      await inWorkspace(pool, 'T1', (statements) => statements.one('select 1'));
      expect(pool.problem()).not.toBeNull();
      await setTimeout(5);
    }
    expect(seen).toEqual([]);
    await superuser.query('alter database sei reset default_transaction_read_only');
    await vi.waitFor(() => expect(pool.problem()).toBeNull());
    expect(seen).toEqual(['gone']);
  });
  await superuser.end();
});

test('a full disk is told as what it is, and the transaction changed nothing', async () => {
  await withPool({ size: 1 }, async (pool) => {
    const full = inWorkspace(pool, 'T1', (statements) =>
      statements.run(`do $$ begin raise exception 'no space left' using errcode = 'disk_full'; end $$`),
    );
    await expect(full).rejects.toThrow('has no space left');
    expect(pool.problem()).toBeNull();
  });
});

test('where all connections are busy somebody is told so, and the database counts as there', async () => {
  await withPool({ size: 1, connectTimeout: 1_000, pulse: 20 }, async (pool) => {
    const held = Promise.withResolvers<void>();
    const has = Promise.withResolvers<void>();
    const slow = inWorkspace(pool, 'T1', async () => {
      has.resolve();
      await held.promise;
    });
    await has.promise;
    const waiting = inWorkspace(pool, 'T1', (statements) => statements.run('select 1'));
    await expect(waiting).rejects.toThrow('more to do than it can');
    expect(pool.problem()).toBeNull();
    held.resolve();
    await slow;
  });
});
