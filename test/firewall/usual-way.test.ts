import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instantOf } from '../../src/domain/instant.ts';
import { integrationIn, integrationsIn } from './file-content.ts';
import { listening, type ProcessUnderTest } from './process-under-test.ts';
import { type Firewall, startFirewall, tinyproxyPath } from './stage.ts';

describe.skipIf(tinyproxyPath === null)('a satellite behind a proxy', () => {
  let firewall: Firewall;
  let file: string;
  let integrationId: string;
  let one: ProcessUnderTest;
  beforeAll(async () => {
    firewall = await startFirewall();
    await firewall.startApp();
    file = await firewall.connect();
    integrationId = integrationIn(file);
  });
  afterAll(() => firewall.stop());

  test('the file that Slack hands over passes the check once the key is filled in', async () => {
    const check = await firewall.startAgent(file, { args: ['--check'] });
    expect([await check.ended, check.output()]).toEqual([0, expect.stringContaining('Nothing is wrong.')]);
  });

  test('through a proxy that itself is TLS, too', async () => {
    const { folder, proxy } = firewall.parts;
    const [key, cert] = await Promise.all(
      ['key.pem', 'certificate.pem'].map((name) => readFile(join(folder, name))),
    );
    const front = createServer({ key, cert }, (socket) => {
      const onwards = connect(proxy.port, '127.0.0.1');
      pipeline(socket, onwards, socket, () => {}); // whoever ends first ends both
    }).listen(0, '127.0.0.1');
    await once(front, 'listening');
    const { port } = front.address() as AddressInfo; // a TCP server that listens has an address and a port
    const check = await firewall.startAgent(file, {
      name: 'tls-proxy',
      args: ['--check'],
      change: ({ satellite, ...rest }) => ({
        ...rest,
        satellite: {
          ...satellite,
          proxy: { ...Object(satellite.proxy), protocol: 'https', host: 'localhost', port },
        },
      }),
    });
    expect([await check.ended, check.output()]).toEqual([0, expect.stringContaining('Nothing is wrong.')]);
    expect(check.output()).toMatch(new RegExp(`all traffic through\\s+localhost:${port}`));
    front.close();
  });

  test('started with it, the satellite brings the whole account in', async () => {
    one = await firewall.startAgent(file);
    await firewall.upToDate(one, integrationId);
    const { incidents, ...compared } = await firewall.compare(integrationId);
    expect(compared).toEqual({ count: 0, differences: [] });
    expect(incidents).toBeGreaterThan(250);
  });

  test('all of its traffic went through the proxy, and it opened no port', async () => {
    const { proxy, front, pagerduty } = firewall.parts;
    const log = await proxy.log();
    expect(log).toContain(`CONNECT localhost:${front.port}`);
    expect(log).toContain(`CONNECT ${new URL(pagerduty.url).host}`);
    expect(await listening(one.pid)).toEqual([]);
    expect((await listening(firewall.app.pid)).length).toBeGreaterThan(0);
  });

  test('its credential lies beside the file, for its own user alone', async () => {
    expect((await stat(firewall.credentialPath())).mode & 0o777).toBe(0o600);
  });

  test('what changes in PagerDuty is there after the next run', async () => {
    const { pagerduty } = firewall.parts;
    const [first, second] = (await pagerduty.ask('truth', integrationId, false)).slice(-2);
    await pagerduty.ask('reopen', first?.id ?? '');
    await pagerduty.ask('reprioritise', second?.id ?? '', 'P1');
    await pagerduty.ask('create', { createdAt: instantOf(new Date()) });
    await firewall.upToDate(one, integrationId);
    expect(await firewall.compare(integrationId)).toMatchObject({ count: 0, differences: [] });
  });

  test('a second one stands by, and goes on at once when the first stops', async () => {
    const two = await firewall.startAgent(file, { name: 'two' });
    await two.said(/Another satellite works on it; standing by/);
    expect(await one.end('SIGTERM')).toBe(0);
    expect(one.output()).not.toContain('Leases could not be given back');
    await two.said(/This satellite works on the integration now/);
    const { pagerduty } = firewall.parts;
    await pagerduty.ask('create', { createdAt: instantOf(new Date()) });
    await firewall.upToDate(two, integrationId);
    expect(await firewall.compare(integrationId)).toMatchObject({ count: 0, differences: [] });
    one = two;
  });

  test('one file for two accounts: one satellite reads both, each whole', async () => {
    const other = integrationIn(await firewall.connect('Annex', 'luis@example.com'));
    const all = await firewall.fileForAll();
    expect(integrationsIn(all).toSorted()).toEqual([integrationId, other].toSorted());
    await one.end('SIGTERM');
    one = await firewall.startAgent(all, { name: 'both' });
    await Promise.all([integrationId, other].map((id) => firewall.upToDate(one, id)));
    for (const id of [integrationId, other]) {
      const { incidents, ...compared } = await firewall.compare(id);
      expect(compared).toEqual({ count: 0, differences: [] });
      expect(incidents).toBeGreaterThan(250);
    }
  });

  test('the key of PagerDuty is nowhere on the side of the app, and in no log', async () => {
    const { pagerduty, proxy } = firewall.parts;
    const everything = await firewall.appSide();
    expect(everything).toContain(integrationId);
    for (const secret of [pagerduty.apiKey, proxy.password]) {
      expect(everything).not.toContain(secret);
      expect(everything).not.toContain(Buffer.from(secret).toString('base64').slice(0, -4));
      expect(one.output()).not.toContain(secret);
    }
  });
});
