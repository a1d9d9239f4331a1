import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/duration.ts';
import { instantOf } from '../../src/domain/instant.ts';
import { integrationIn } from './file-content.ts';
import type { ProcessUnderTest } from './process-under-test.ts';
import { type Firewall, startFirewall, tinyproxyPath } from './stage.ts';

describe.skipIf(tinyproxyPath === null)('outages around a satellite', () => {
  let firewall: Firewall;
  let file: string;
  let integrationId: string;
  let agent: ProcessUnderTest;
  beforeAll(async () => {
    // Slow enough for something to happen in the middle of it.
    firewall = await startFirewall({ incidents: 1_500, months: 3, latency: 25 });
    await firewall.startApp();
    file = await firewall.connect();
    integrationId = integrationIn(file);
  });
  afterAll(() => firewall.stop());

  async function expectTruth() {
    const { incidents, ...compared } = await firewall.compare(integrationId);
    expect(compared).toEqual({ count: 0, differences: [] });
    expect(incidents).toBeGreaterThan(1_000);
  }

  async function something() {
    const { pagerduty } = firewall.parts;
    const incidents = await pagerduty.ask('truth', integrationId, false);
    await pagerduty.ask('reopen', incidents.findLast(({ resolvedAt }) => resolvedAt !== null)?.id ?? '');
    await pagerduty.ask('create', { createdAt: instantOf(new Date()) });
  }

  test('killed in the middle of the first reading, on a clock that is an hour ahead, it goes on where it was', async () => {
    const { front } = firewall.parts;
    agent = await firewall.startAgent(file, { clockOffset: HOUR });
    await agent.said(/This satellite works on the integration now/);
    await front.heard('/commit', 2);
    await agent.end('SIGKILL');
    agent = await firewall.startAgent(file, { clockOffset: HOUR });
    await agent.said(/"kind":"backfill".*A run succeeded/);
  });

  test('connections to the app break, and answers are lost: batches come once', async () => {
    const { front } = firewall.parts;
    front.loseAnswers = 2;
    for (let cut = 0; cut < 10; cut++) {
      front.cut();
      await setTimeout(100);
    }
    await something();
    await firewall.upToDate(agent, integrationId);
    expect(front.loseAnswers).toBe(0);
    await expectTruth();
  });

  test('by the check, the clock is what is wrong', async () => {
    const check = await firewall.startAgent(file, { clockOffset: HOUR, args: ['--check'] });
    expect(await check.ended).toBe(1);
    expect(check.output()).toMatch(/clock +wrong +This machine's clock is 60 minutes ahead/);
    expect(check.output()).toContain('1 thing is wrong.');
  });

  test('the app is killed, and gone for a while: nothing is lost, and nothing piles up beside the satellite', async () => {
    await firewall.upToDate(agent, integrationId);
    await firewall.stopApp('SIGKILL');
    await something();
    const from = agent.output().length;
    await agent.said(/Nothing is lost meanwhile/, { from });
    const credential = await readFile(firewall.credentialPath(), 'utf8');
    await firewall.startApp();
    await agent.said(/The app answers again/, { from });
    await firewall.upToDate(agent, integrationId);
    await expectTruth();
    expect(await readFile(firewall.credentialPath(), 'utf8')).toBe(credential);
  });

  test('PagerDuty breaks off and answers nonsense for a while', async () => {
    const { pagerduty } = firewall.parts;
    await pagerduty.ask('fail', { kind: 'reset' }, 2);
    await pagerduty.ask('fail', { kind: 'html' }, 1);
    await pagerduty.ask('fail', { kind: 'status', status: 503 }, 1);
    await something();
    await firewall.upToDate(agent, integrationId);
    await expectTruth();
  });

  test('the satellite never printed what it knows to be secret', () => {
    const { pagerduty, proxy } = firewall.parts;
    for (const secret of [pagerduty.apiKey, proxy.password, 'sei-enrol_', 'sei-satellite_'])
      expect(agent.output()).not.toContain(secret);
  });
});
