import { type PagerDutySimulator, startPagerDuty } from '../simulators/pagerduty/start.ts';
import { connectForm, type Stage } from '../simulators/stage.ts';
import { Browser, startManyWorkspaces } from './oauth-browser.ts';

/** Words that nobody outside of the audience, and nobody of the other workspace, may ever read. */
export const HIDDEN = /Zebra|Koala|zebra-title/;
export const FOREIGN = /Wildebeest|yak-title/;
export const SECOND = { teamId: 'T0SECOND01' };

export interface HidingStage {
  readonly stage: Stage;
  /** Ids of what is hidden from everybody but admins, and of what is of the other workspace. */
  readonly ids: readonly string[];
  stop(): Promise<void>;
}

const hours = (title: string) =>
  [1, 2, 3].map((day) => ({
    createdAt: new Date(Date.now() - day * 86_400_000).toISOString(),
    resolvedAt: new Date(Date.now() - day * 86_400_000 + 3_600_000).toISOString(),
    title: `${title} ${day}`,
  }));

function valuesIn(message: unknown): string[] {
  return [...JSON.stringify(message).matchAll(/"value":"([^"]+)"/g)].map(([, value = '']) => value);
}

/** The modal on top of Alice's, once it is this one. */
const topModal = (stage: Stage, callbackId: string) =>
  stage.slack.until(() => {
    const top = stage.slack.modals('alice').at(-1);
    return top?.callback_id === callbackId && top;
  });

async function connect(
  stage: Stage,
  person: ReturnType<Stage['slack']['person']>,
  pagerduty: PagerDutySimulator,
  name: string,
) {
  const opened = await (await person.command('/sei-pagerduty', 'connect')).opened();
  const form = await stage.slack.until(() => {
    const top = stage.slack.modals('alice').at(-1);
    return top?.id === opened.id && top.submit ? top : null;
  });
  const sent = await person.submit(form, connectForm({ pagerduty }, name));
  if (!sent.sent || Object.keys(sent.errors).length > 0)
    throw new Error(`The form was refused: ${JSON.stringify(sent.errors)}`);
  await person.close();
  await stage.app.sync.idle();
}

async function hide(stage: Stage, name: string) {
  const alice = stage.slack.person('alice');
  await alice.command('/sei-pagerduty', `audience "${name}"`);
  const form = await topModal(stage, 'audience');
  const sent = await alice.submit(form, { seenBy: 'Only those below', people: ['adam'] });
  if (!sent.sent || Object.keys(sent.errors).length > 0)
    throw new Error(`The audience was refused: ${JSON.stringify(sent.errors)}`);
  await alice.close();
}

/**
 * Two workspaces with an account each. Of the first the account and a collection are hidden from everybody but its
 * admins; Bob, a Collection Admin, and Carol, a Viewer, are outside of the audience.
 */
export async function startHidingStage(): Promise<HidingStage> {
  const second = await startPagerDuty({ incidents: hours('yak-title') });
  const stage = await startManyWorkspaces({
    pagerduty: { incidents: hours('zebra-title') },
    otherOrigins: [new URL(second.url).origin],
    timing: { submit: 2_000, progress: 20, home: 3_600_000, picture: 20 },
    // Everything with every id is thousands of requests in a few seconds: none of them may be refused for that.
    share: { burst: 1e9, perSecond: 1e9 },
  });
  await new Browser(stage).install();
  stage.slack.grant(SECOND);
  await new Browser(stage).install();
  const alice = stage.slack.person('alice');
  const there = stage.slack.elsewhere(SECOND).person('alice');
  await connect(stage, there, second, 'Wildebeest');
  await connect(stage, alice, stage.pagerduty, 'Zebra');
  await alice.command('/sei-pagerduty', 'collection new');
  const form = await topModal(stage, 'collection');
  await alice.submit(form, { name: 'Koala', category: 'Teams' });
  await alice.close().catch(() => {});
  await hide(stage, 'Zebra');
  await hide(stage, 'Koala');
  // Bob becomes Collection Admin.
  await (await alice.command('/sei-pagerduty', 'roles')).reply();
  await alice.forge({ action_id: 'role_form' });
  await alice.submit(await topModal(stage, 'role'), { person: 'bob', role: 'Collection Admin' });
  await alice.close();

  const texts = await Promise.all([
    alice.command('/sei-pagerduty', 'list').then((asked) => asked.reply()),
    alice.command('/sei-pagerduty', 'collection Koala').then((asked) => asked.reply()),
    there.command('/sei-pagerduty', 'list').then((asked) => asked.reply()),
  ]);
  const answer = await (await alice.command('/sei-mttr', '')).reply();
  const report = /report[ =:`*]+([0-9A-Z]{5,})/.exec(JSON.stringify(answer.blocks))?.[1] ?? '';
  if (report === '') throw new Error('The answer names no report.');
  const plain = valuesIn(texts.map(({ blocks }) => blocks)).filter((value) => /^[\w-]{8,}$/.test(value));
  const ids = [...new Set([...plain, report, `report=${report}`])];
  if (ids.length < 4) throw new Error(`Too few ids were found: ${ids}`);
  return {
    stage,
    ids,
    async stop() {
      await stage.stop();
      await second.stop();
    },
  };
}
