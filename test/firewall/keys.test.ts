import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { batchLines } from '../../src/satellite/protocol/batch-lines.ts';
import { ENDPOINTS } from '../../src/satellite/protocol/endpoints.ts';
import { Problem } from '../../src/satellite/protocol/problem.ts';
import { PROTOCOL_HEADER, TENANT_HEADER } from '../../src/satellite/protocol/version.ts';
import { type FileContent, integrationIn } from './file-content.ts';
import type { ProcessUnderTest } from './process-under-test.ts';
import { type Firewall, startFirewall, tinyproxyPath } from './stage.ts';

const MEND_FIRST = 78;
const BROKEN_OFF = 0;

describe.skipIf(tinyproxyPath === null)('what a satellite may not do', () => {
  let firewall: Firewall;
  let file: string;
  let integrationId: string;
  let other: string;
  let agent: ProcessUnderTest;
  let credential: string;
  beforeAll(async () => {
    firewall = await startFirewall({ incidents: 120, months: 2 });
    await firewall.startApp();
    file = await firewall.connect();
    integrationId = integrationIn(file);
    other = integrationIn(await firewall.connect('Elsewhere', 'luis@example.com'));
    agent = await firewall.startAgent(file);
    await agent.said(/"kind":"enrichment".*A run succeeded/);
    credential = JSON.parse(await readFile(firewall.credentialPath(), 'utf8')).credential;
  });
  afterAll(() => firewall.stop());

  async function expectRefused(name: string, words: RegExp, change: (file: FileContent) => FileContent) {
    const started = await firewall.startAgent(file, { name, change });
    expect([await started.ended, started.output()]).toEqual([MEND_FIRST, expect.stringMatching(words)]);
    const check = await firewall.startAgent(file, { name, change, args: ['--check'] });
    expect([await check.ended, check.output()]).toEqual([1, expect.stringContaining('wrong')]);
  }

  test('a wrong key is refused, and the satellite ends in words', async () => {
    await expectRefused('wrong-key', /not know|unknown|no such key/i, ({ satellite, ...rest }) => ({
      ...rest,
      satellite: { ...satellite, api_key: `${String(satellite.api_key).slice(0, -4)}AAAA` },
    }));
  });

  test("another integration's id in the file is refused", async () => {
    await expectRefused('not-mine', new RegExp(other), ({ satellite, integrations }) => ({
      satellite,
      integrations: integrations.map((integration) => ({ ...integration, id: other })),
    }));
  });

  test('the right credential of one workspace is no key in another', async () => {
    expect(await ask('heartbeat', HEARTBEAT, { [TENANT_HEADER]: 'T0THER' })).toEqual([401, 'unknown_key']);
  });

  test('a batch for another integration is refused, whatever its token', async () => {
    expect(await commit({ integrationId: other })).toEqual([403, 'not_yours']);
  });

  test('an old version of the protocol is told to update', async () => {
    expect(await ask('heartbeat', HEARTBEAT, { [PROTOCOL_HEADER]: '0' })).toEqual([426, 'protocol_too_old']);
    expect(await ask('heartbeat', HEARTBEAT, { [PROTOCOL_HEADER]: '99' })).toEqual([426, 'protocol_too_new']);
  });

  test.each([
    ['no gzip', Buffer.from('garbage')],
    ['gzip over garbage', gzipSync('{"integrationId":')],
    ['gzip that was cut off', gzipSync('x'.repeat(5_000)).subarray(0, 40)],
    ['nothing', Buffer.alloc(0)],
  ])('garbage is refused and changes nothing: %s', async (_, body) => {
    expect((await send('commit', body))[0]).toBe(400);
  });

  test('100 MB are cut off, packed or not', async () => {
    expect((await send('commit', gzipSync(Buffer.alloc(100_000_000))))[0]).toBe(413);
    // While it is still coming the connection is closed, often before the answer is read.
    expect([413, BROKEN_OFF]).toContain((await send('commit', Buffer.alloc(100_000_000)))[0]);
    expect([413, BROKEN_OFF]).toContain((await send('heartbeat', Buffer.alloc(100_000_000)))[0]);
    await answer('heartbeat', JSON.stringify(HEARTBEAT));
  });

  test('a batch that comes twice is stored once, and one under a void token never', async () => {
    await agent.end('SIGTERM');
    const lease = await answer('lease', JSON.stringify({ integrationId }));
    const token = Number(JSON.parse(lease).token);
    const incident = { ...EXAMPLE, integrationId };
    const replayed = gzipSync(
      [...batchLines({ integrationId, token, number: 1 }, { incidents: [incident] })].join(''),
    );
    const first = JSON.parse(await answer('commit', replayed));
    expect(first).toMatchObject({ inserted: 1, repeated: false });
    expect(JSON.parse(await answer('commit', replayed))).toMatchObject({ inserted: 1, repeated: true });
    expect(await commit({ number: 3, token })).toEqual([409, 'batch_gap']);
    expect(await commit({ number: 2, token: token - 1 })).toEqual([409, 'lease_lost']);
    await answer('release', JSON.stringify({ integrationId, token }));
  });

  test('after all that, what is stored is the truth, and the app still answers', async () => {
    agent = await firewall.startAgent(file);
    await firewall.upToDate(agent, integrationId);
    const { count, differences } = await firewall.compare(integrationId);
    expect([count, differences[0]?.id, differences[0]?.stored?.title]).toEqual([
      1,
      EXAMPLE.id,
      EXAMPLE.title,
    ]);
  });

  test('a satellite that an admin revokes ends, and cannot come back', async () => {
    const { slack } = firewall.parts;
    const alice = slack.person('alice');
    const status = await (await alice.command('/sei-pagerduty', 'status Plant')).reply();
    const from = agent.output().length;
    await alice.click(status, 'Revoke…');
    expect(await agent.ended).toBe(MEND_FIRST);
    expect(agent.output().slice(from)).toMatch(/revoked/);
    const again = await firewall.startAgent(file);
    expect([await again.ended, again.output()]).toEqual([MEND_FIRST, expect.stringMatching(/revoked/)]);
    expect(again.output()).not.toContain(credential);
  });

  /** Status and code of an answer to a body of ours, sent to the app itself. */
  function send(
    name: keyof typeof ENDPOINTS,
    body: Buffer | string,
    headers: Record<string, string> = {},
  ): Promise<[status: number, code: string | null, text: string]> {
    return new Promise((resolve) => {
      const asking = request({
        host: '127.0.0.1',
        port: firewall.parts.front.appPort,
        path: `/satellite${ENDPOINTS[name].path}`,
        method: 'POST',
        agent: false,
        headers: {
          authorization: `Bearer ${credential}`,
          [PROTOCOL_HEADER]: '1',
          [TENANT_HEADER]: firewall.parts.slack.team.id,
          'content-type': name === 'commit' ? 'application/x-ndjson' : 'application/json',
          ...(name === 'commit' && { 'content-encoding': 'gzip' }),
          ...headers,
        },
      });
      let answered = false;
      asking.on('response', (response) => {
        answered = true;
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('close', () => {
          const problem = Problem.safeParse(text === '' ? null : JSON.parse(text));
          resolve([response.statusCode ?? 0, problem.data?.error.code ?? null, text]);
        });
      });
      asking.on('error', () => {
        if (!answered) resolve([BROKEN_OFF, null, '']);
      });
      asking.end(body);
    });
  }

  async function ask(name: keyof typeof ENDPOINTS, body: object, headers: Record<string, string> = {}) {
    return (await send(name, JSON.stringify(body), headers)).slice(0, 2);
  }

  async function answer(name: keyof typeof ENDPOINTS, body: Buffer | string): Promise<string> {
    const [status, , text] = await send(name, body);
    expect([status, text]).toEqual([200, expect.anything()]);
    return text;
  }

  async function commit(identity: { integrationId?: string; token?: number; number?: number }) {
    const lines = batchLines({ integrationId, token: 1, number: 1, ...identity }, {});
    return (await send('commit', gzipSync([...lines].join('')))).slice(0, 2);
  }
});

const HEARTBEAT = { version: '0.1.0', memory: 1, clock: 1_795_168_800, integrations: [] };

const EXAMPLE = {
  id: 'PREPLAYED',
  number: 900_001,
  title: 'Sent twice',
  url: 'https://example.pagerduty.com/incidents/PREPLAYED',
  key: '',
  status: 'resolved',
  urgency: 'high',
  priority: null,
  service: null,
  teams: [],
  createdAt: 1_795_000_000,
  updatedAt: 1_795_000_600,
  resolvedAt: 1_795_000_600,
  ending: 'person' as const,
  enrichment: null,
  severities: null,
};
