import type { Fault } from '../../test/simulators/pagerduty/faults.ts';
import type { Actor } from '../../test/simulators/slack/person.ts';
import { COMMANDS, unknownCommand } from '../commands.ts';
import { resolveOldest } from '../resolve-oldest.ts';
import type { Act, ActAnswer, Where } from './act.ts';
import type { Known } from './known-integrations.ts';
import { DIRECT, type Weather } from './snapshot.ts';
import { nextMonday, storyOf, weekStart } from './story.ts';
import type { Workspace } from './workspace.ts';

const LATENCY = 25;

const FAULTS: Readonly<Record<Weather, Fault | null>> = {
  works: null,
  slow: null,
  down: { kind: 'status', status: 503 },
  'refuses the key': { kind: 'status', status: 401 },
  'rate limit': { kind: '429', reset: 5 },
  'answers rubbish': { kind: 'html' },
};

/** Does on the stage what somebody did on the page. */
export async function perform(
  workspace: Workspace,
  known: Known,
  actor: Actor,
  act: Act,
): Promise<ActAnswer> {
  const { stage } = workspace;
  switch (act.kind) {
    case 'type':
      return type(workspace, actor, act.line.trim(), act.conversation);
    case 'press':
      await actor.click(await shown(workspace, actor, act.where), act.control);
      return {};
    case 'choose':
      await actor.select(await shown(workspace, actor, act.where), act.control, act.value);
      return {};
    case 'suggest': {
      const where = await shown(workspace, actor, act.where);
      return { options: (await actor.suggest(where, act.control, act.query)).options };
    }
    case 'submit': {
      const top = stage.slack.modals(actor.person.name).find(({ id }) => id === act.view);
      return { errors: (await actor.submit(top, act.filled)).errors };
    }
    case 'close':
      await actor.close();
      return {};
    case 'home':
      await stage.slack.openHome(actor.person.name);
      return {};
    case 'weather':
      change(workspace, act.weather);
      if (act.weather !== 'slow') await known.syncAll();
      return { notice: `PagerDuty: ${act.weather}.` };
    case 'incident': {
      stage.pagerduty.mutate.create({
        createdAt: workspace.clock.now() - 1,
        service: act.service,
        priority: 'P1',
        title: `Customers report failures on ${act.service}`,
      });
      await known.syncAll();
      return { notice: `An incident has begun on ${act.service}.` };
    }
    case 'resolve': {
      const number = resolveOldest(stage);
      if (number === null) return { notice: 'Nothing is open.' };
      await known.syncAll();
      return { notice: `#${number} was resolved in PagerDuty.` };
    }
    case 'next monday':
      return moveOn(workspace, known);
  }
}

async function type(
  workspace: Workspace,
  actor: Actor,
  line: string,
  conversation: string,
): Promise<ActAnswer> {
  const [command = '', ...words] = line.split(/ +/);
  if (!command.startsWith('/'))
    return { notice: `The app reads no messages, only commands: ${COMMANDS.join(' and ')}.` };
  if (!COMMANDS.includes(command)) return { notice: unknownCommand(command) };
  workspace.typed(actor.person.name, conversation, line);
  const direct = workspace.stage.slack.messages(actor.person.name)[0]?.channel ?? `D0${actor.id.slice(1)}`;
  await actor.command(command, words.join(' '), { channel: conversation === DIRECT ? direct : conversation });
  return {};
}

/** The message or view that a control is in; a view as it has been filled in. */
async function shown({ stage: { slack } }: Workspace, actor: Actor, where: Where) {
  const { name } = actor.person;
  if ('view' in where) {
    const views = [...slack.modals(name), slack.home(name)];
    const view = views.find((one) => one?.id === where.view);
    if (view === undefined) throw new Error('That view is no longer open.');
    return actor.fill(view, where.filled);
  }
  const messages = [...slack.messages(where.channel), ...slack.messages(name), ...slack.ephemerals(name)];
  const message = messages.find(({ channel, ts }) => channel === where.channel && ts === where.ts);
  if (message === undefined) throw new Error('That message is no longer there.');
  return message;
}

function change(workspace: Workspace, weather: Weather): void {
  const { faults, setLatency } = workspace.stage.pagerduty;
  faults.clear();
  const fault = FAULTS[weather];
  if (fault !== null) faults.next(fault, { times: Number.POSITIVE_INFINITY });
  setLatency(weather === 'slow' ? 1_500 : LATENCY);
  workspace.weather = weather;
  if (weather !== 'works') workspace.milestones.add('broken');
}

/** It is Monday: what happened meanwhile is in PagerDuty, then the clock says so, then the app reads it. */
async function moveOn(workspace: Workspace, known: Known): Promise<ActAnswer> {
  const { clock, stage } = workspace;
  const { mutate } = stage.pagerduty;
  const start = clock.now();
  const end = nextMonday(start);
  const week = Math.round((weekStart(start) - weekStart(start - clock.ahead())) / (7 * 86_400));
  for (const open of stage.pagerduty.truth('demo').filter(({ resolvedAt }) => resolvedAt === null))
    mutate.resolve(open.id, { at: Math.min(start + 3_600, weekStart(end) - 1) });
  for (const incident of storyOf({ start, end }, week)) mutate.create(incident);
  // Digests wait for complete data, and look for it again minutes later: so they are asked when it is there.
  await workspace.holdDigests(async () => {
    clock.jumpTo(end);
    await known.syncedAll();
  });
  return { notice: 'It is Monday, just after nine in Berlin. Digests that are due arrive now.' };
}
