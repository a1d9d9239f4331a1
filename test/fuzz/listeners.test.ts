import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseCommand } from '../../src/slack/command/command-text.ts';
import { registerListeners } from '../../src/slack/listeners.ts';
import { parseQuestion } from '../../src/slack/mttr/question-text.ts';
import type { Services } from '../../src/slack/services.ts';
import { idleServices, servedBy } from '../contract/manifest-served.ts';
import { form } from '../simulators/slack/bodies.ts';
import { actorFields } from '../simulators/slack/payloads.ts';
import { integration } from '../slack/records.ts';
import { report } from '../slack/report-fixture.ts';
import { type Stage, startStage } from '../slack/setup.ts';
import { budget } from './budget.ts';

const AT_ONCE = 8;
/** What nobody feels meant by is answered by Bolt, with 404 after 3 seconds: many wait at once. */
const BROKEN_AT_ONCE = 50;
const texts = budget({ share: 0.1, runs: 500, aMinute: 10_000 });
const commands = budget({ share: 0.2, runs: 6 });
const payloads = budget({ share: 0.2, runs: 5, aMinute: 800 / AT_ONCE });
const brokenPayloads = budget({ share: 0.1, runs: 1, aMinute: 200 / BROKEN_AT_ONCE });

/** What people type and paste, and what they never would. */
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...[
        'service=',
        'service: ',
        'by=week',
        'last=30d',
        'from=2026-02-30',
        'to=',
        'public',
        'csv',
        'report=',
      ],
      ...[
        '“checkout”',
        "'x",
        '"',
        ',',
        '=',
        '\u00a0',
        '\u200b',
        '💥',
        'שלום',
        '&amp;&lt;',
        '<#C1|payments>',
        '<@U1>',
      ],
      ...[
        '<https://x.test|x>',
        '<!here>',
        '`',
        '*',
        '__proto__=1',
        'constructor',
        'help',
        'collection',
        'edit',
        'status',
      ],
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'a'.repeat(4_000),
      'x,'.repeat(2_000),
      '"'.repeat(4_000),
      'service='.repeat(500),
    ),
  },
);
const words = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' ').slice(0, 4_000));

test(
  'T14 whatever text: both parsers answer, and nothing that is said of it is empty',
  async () => {
    await texts.spend(
      fc.property(words, (text) => {
        const question = parseQuestion(text);
        if (!question.ok) expect(question.problem.sentence).not.toBe('');
        expect(parseCommand(text).kind).toMatch(/command|later|unknown/);
      }),
    );
  },
  texts.patience,
);

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
  stage.fake.integrations = [integration({ workspaceId: stage.slack.team.id })];
  stage.fake.answer = async () => ({ kind: 'report', report: report() });
});

afterAll(async () => {
  await stage.settled();
  await stage.stop();
});

/** Several at a time, as people come. */
const several = <Value>(one: fc.Arbitrary<Value>, length: number) =>
  fc.array(one, { minLength: length, maxLength: length });

test(
  'T14 commands of such texts: each is answered, and the answer is valid',
  async () => {
    const command = fc.tuple(fc.constantFrom('/sei-mttr', '/sei-pagerduty'), words);
    const bob = stage.slack.person('bob');
    const ask = async ([name, text]: [string, string]) => {
      const asked = await bob.command(name, text);
      expect(asked.ack.status).toBe(200);
      // A form opens instead of a message where the words ask for one.
      await stage.slack.until(
        () => asked.replies().length > 0 || stage.slack.modals('bob').length > 0,
        20_000,
      );
    };
    await commands.spend(
      fc.asyncProperty(several(command, AT_ONCE), async (all) => {
        await Promise.all(all.map(ask));
        expect(stage.slack.problems.filter(({ where }) => !where.startsWith('views.'))).toEqual([]);
      }),
    );
  },
  commands.patience,
);

const served = servedBy((app) => registerListeners(app, idleServices<Services>()));

test(
  'T14 interactions filled with anything: always an answer, never a crash',
  async () => {
    await payloads.spend(
      fc.asyncProperty(several(interactions().known, AT_ONCE), async (all) => {
        const acks = await Promise.all(all.map((one) => stage.slack.deliver(form('interactive', one))));
        // Bolt gives up after 3 seconds, which on a machine under load is no defect.
        const wrong = acks.filter(({ status, milliseconds }) => status !== 200 && milliseconds < 3_000);
        expect(wrong.map(({ status, body }) => `${status} ${body}`)).toEqual([]);
      }),
    );
    await isWell();
  },
  payloads.patience,
);

test(
  'T14 interactions without what Slack always sends: an answer too',
  async () => {
    await brokenPayloads.spend(
      fc.asyncProperty(several(interactions().broken, BROKEN_AT_ONCE), async (all) => {
        const acks = await Promise.all(all.map((one) => stage.slack.deliver(form('interactive', one))));
        for (const { status } of acks) expect(status).toBeGreaterThanOrEqual(200);
      }),
    );
    await isWell();
  },
  brokenPayloads.patience,
);

async function isWell(): Promise<void> {
  await stage.settled();
  const reply = await (await stage.slack.person('bob').command('/sei-pagerduty', 'help')).reply();
  expect(reply.text).toContain('/sei-pagerduty connect');
}

test('bodies that are no form and no JSON are refused at once', async () => {
  for (const body of ['payload=', 'payload=%7B', 'payload=%7B%22a%22%3A']) {
    const { status } = await stage.slack.deliver(body);
    expect(status, body).toBe(400);
  }
});

/** Interactions that the app knows, filled with anything; and such without what Slack always sends. */
function interactions() {
  const junk = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    // Built once: that it is long is what matters.
    fc.constantFrom('x'.repeat(25_000), '💥'.repeat(10_000)),
    fc.constantFrom(
      'int-1',
      'tree:0',
      'edit x',
      '["int-1","PTEAM"]',
      '{"id":"int-1","accepts":true}',
      'last=30d',
    ),
  );
  const value = fc.record(
    { value: junk, selected_option: junk, selected_options: junk },
    { requiredKeys: [] },
  );
  const state = fc.dictionary(
    fc.constantFrom(
      'name',
      'place',
      'category',
      'integrations',
      'row_0',
      'values_0_service_pick',
      'zone',
      'apiKey',
      'number',
      'default',
      'home',
    ),
    fc.dictionary(
      fc.constantFrom(
        'value',
        'collection_form_values',
        'collection_form_place',
        'collection_form_field',
        'settings_home',
      ),
      value,
    ),
  );
  const view = (callbackId: string) =>
    fc.record({
      id: fc.constant('V0NOWHERE'),
      type: fc.constant('modal'),
      hash: fc.constant('1.a'),
      callback_id: fc.constant(callbackId),
      title: fc.constant({ type: 'plain_text', text: 'Anything' }),
      private_metadata: fc.oneof(
        junk.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))),
      ),
      blocks: fc.constant([]),
      state: fc.record({ values: state }),
    });
  const base = actorFields(stage.slack.person('alice').person);
  const action = fc
    .tuple(fc.constantFrom(...served.actions.map(example)), junk, fc.boolean(), view('collection'))
    .map(([action_id, each, inModal, modal]) => ({
      ...base,
      type: 'block_actions',
      trigger_id: 'none',
      container: inModal ? { type: 'view', view_id: 'V0NOWHERE' } : { type: 'message', is_ephemeral: true },
      ...(inModal ? { view: modal } : {}),
      actions: [
        {
          type: 'button',
          action_id,
          block_id: 'b',
          value: typeof each === 'string' ? each : JSON.stringify(each),
          action_ts: '1',
        },
      ],
    }));
  const submit = fc
    .constantFrom(...served.views)
    .chain(view)
    .map((modal) => ({ ...base, type: 'view_submission', view: modal, response_urls: [] }));
  const options = fc
    .tuple(fc.constantFrom(...served.options), junk, view('collection'))
    .map(([action_id, each, modal]) => ({
      ...base,
      type: 'block_suggestion',
      action_id,
      block_id: typeof each === 'string' ? each : 'values_0_service_pick',
      value: (typeof each === 'string' ? each : (JSON.stringify(each) ?? '')).slice(0, 1_000),
      view: modal,
      container: { type: 'view', view_id: 'V0NOWHERE' },
    }));
  const broken = fc
    .tuple(
      fc.oneof(action, submit, options),
      fc.constantFrom('user', 'team', 'view', 'actions', 'container', 'type'),
      junk,
    )
    .map(([one, field, each]) => ({ ...one, [field]: each }));
  return { known: fc.oneof(action, submit, options), broken };
}

/** An id that a constraint fits. */
function example(constraint: string): string {
  const pattern = /^\/(.*)\/$/.exec(constraint)?.[1];
  if (pattern === undefined) return constraint;
  const plain = pattern.replace(/\(\?:_\\d\+\)\?|[\^$]/g, '').replace(/\((?:\?:)?([^|)]*)[^)]*\)/g, '$1');
  return plain.endsWith('_') ? `${plain}anything` : plain;
}
