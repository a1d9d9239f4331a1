import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blockKitSchema } from '../simulators/slack/schema.ts';
import { connectAccount, type Stage, startStage } from '../simulators/stage.ts';
import { hasOpenApi, readPagerDutyContract } from './pagerduty-openapi.ts';

const QUESTIONS = [
  '',
  'service=checkout',
  'last=90d by=priority',
  'by=service,priority',
  'month=2026-10 by=week',
  'service=chekout',
  'severity=critical',
  'user=dana',
  'what is this',
  'help',
];

describe.skipIf(!hasOpenApi || blockKitSchema() === null)(
  'the whole app against the official descriptions (skipped where CONTRACTS_DIR is absent)',
  () => {
    let stage: Stage;

    beforeAll(async () => {
      stage = await startStage({
        pagerduty: { seed: 11, incidents: 2_000, months: 6 },
        environment: { EGRESS_IPS: '203.0.113.7' },
      });
      await stage.slack.openHome('alice');
      await (await stage.slack.person('alice').command('/sei-mttr', '')).reply();
      await connectAccount(stage);
      const { mutate } = stage.pagerduty;
      const [open] = stage.pagerduty.truth('any').filter((incident) => incident.resolvedAt === null);
      mutate.resolve(open?.id ?? '');
      const bob = stage.slack.person('bob');
      for (const words of ['sync Production', 'list', 'status', 'status Production', 'help', 'nonsense'])
        await (await stage.slack.person('alice').command('/sei-pagerduty', words)).reply();
      await stage.app.sync.idle();
      for (const question of QUESTIONS) await (await bob.command('/sei-mttr', question)).reply();
      await stage.slack.openHome('bob');
    });
    afterAll(() => stage.stop());

    test('every request to PagerDuty fits its OpenAPI; unknown parameters count as failures', () => {
      const contract = readPagerDutyContract();
      const problems = stage.pagerduty.requests.flatMap((request) =>
        contract.problemsOf(request).map((problem) => `${request.path}?${request.query}: ${problem}`),
      );
      expect(problems).toEqual([]);
      const paths = new Set(stage.pagerduty.requests.map(({ path }) => path));
      for (const path of ['/incidents', '/log_entries', '/services', '/users', '/teams', '/priorities'])
        expect(paths).toContain(path);
      expect(new Set(stage.pagerduty.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
    });

    test('every message and view fits Block Kit and its limits', () => {
      expect(stage.slack.problems).toEqual([]);
      expect(stage.slack.callsOf('views.open').length).toBeGreaterThan(0);
      expect(stage.slack.callsOf('chat.update').length).toBeGreaterThan(0);
    });
  },
);
