import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseCommand } from '../../src/slack/integrations/command-text.ts';
import { registerListeners } from '../../src/slack/listeners.ts';
import { parseQuestion } from '../../src/slack/mttr/question-text.ts';
import type { Services } from '../../src/slack/services.ts';
import { idleServices, servedBy } from '../contract/manifest-served.ts';
import { form } from '../simulators/slack/bodies.ts';
import { actorFields } from '../simulators/slack/payloads.ts';
import { report } from './report-fixture.ts';
import { integration, type Stage, startStage } from './setup.ts';

/** How much of it: a hundredth in `npm test`, a tenth in `.ci/run` (`FUZZ=0.1`), all of it with `FUZZ=1 npx vitest run test/slack/fuzz.test.ts`. */
const SHARE = Number(process.env.FUZZ ?? 0.01);
const TEXTS = 100_000 * SHARE;
const PAYLOADS = 10_000 * SHARE;
const AT_ONCE = 8;

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

test(`${TEXTS} texts: both parsers answer, and nothing that is said of them is empty`, () => {
  fc.assert(
    fc.property(words, (text) => {
      const question = parseQuestion(text);
      if (!question.ok) expect(question.problem.sentence).not.toBe('');
      expect(parseCommand(text).kind).toMatch(/command|later|unknown/);
    }),
    { numRuns: TEXTS },
  );
}, 120_000);

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

test(`${PAYLOADS / 10} commands of such texts: each is answered, and the answer is valid`, async () => {
  const command = fc.constantFrom('/sei-mttr', '/sei-pagerduty');
  const bob = stage.slack.person('bob');
  await inTurns(fc.sample(fc.tuple(command, words), PAYLOADS / 10), async ([name, text]) => {
    const asked = await bob.command(name, text);
    expect(asked.ack.status).toBe(200);
    // A form opens instead of a message where the words ask for one.
    await stage.slack.until(() => asked.replies().length > 0 || stage.slack.modals('bob').length > 0, 10_000);
  });
  expect(stage.slack.problems.filter(({ where }) => !where.startsWith('views.'))).toEqual([]);
}, 600_000);

const served = servedBy((app) => registerListeners(app, idleServices<Services>()));

test(`${PAYLOADS} malformed and oversized payloads: always an answer, never a crash`, async () => {
  const { known, broken } = payloads();
  await inTurns(fc.sample(known, PAYLOADS * 0.8), async (one) => {
    const { status } = await stage.slack.deliver(form('interactive', one));
    expect(status, JSON.stringify(one).slice(0, 500)).toBe(200);
  });
  // What nobody feels meant by is answered by Bolt, with 404 after 3 seconds: many wait at once.
  await inTurns(
    fc.sample(broken, PAYLOADS * 0.2),
    async (one) => {
      const { status } = await stage.slack.deliver(form('interactive', one));
      expect(status).toBeGreaterThanOrEqual(200);
    },
    100,
  );
  await stage.settled();
  const reply = await (await stage.slack.person('bob').command('/sei-pagerduty', 'help')).reply();
  expect(reply.text).toContain('/sei-pagerduty connect');
}, 600_000);

test('bodies that are no form and no JSON are refused at once', async () => {
  for (const body of ['payload=', 'payload=%7B', 'payload=%7B%22a%22%3A']) {
    const { status } = await stage.slack.deliver(body);
    expect(status, body).toBe(400);
  }
});

/** Interactions that the app knows, filled with anything; and such without what Slack always sends. */
function payloads() {
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

/** A few at a time, so that the machine is not drowned and problems are seen where they begin. */
async function inTurns<One>(
  all: readonly One[],
  work: (one: One) => Promise<void>,
  atOnce = AT_ONCE,
): Promise<void> {
  for (let at = 0; at < all.length; at += atOnce) await Promise.all(all.slice(at, at + atOnce).map(work));
}
