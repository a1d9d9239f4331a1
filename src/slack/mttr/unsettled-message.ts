import type { Button, StaticSelect } from '@slack/types';
import { allows } from '../../access/permissions.ts';
import type { OpenName, Unanswered, UnknownReport } from '../../report/reports.ts';
import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn, plain, shorten } from '../blocks/text.ts';
import { CONNECT_ACTION } from '../connect/connect-actions.ts';
import { whoCanHelp } from '../roles/refusal.ts';
import { askButton } from './ask-button.ts';
import { type Asked, ephemeral, plainQuestion } from './asked.ts';
import { canonicalText } from './canonical-text.ts';
import { CHOOSE_ACTION, HELP_ACTION } from './mttr-actions.ts';
import type { Viewer } from './viewer-of.ts';
import { FLAGS, nearest } from './vocabulary.ts';
import { withName, withNames, without } from './with-name.ts';

/** Why there is no answer yet, and the next step as a button. */
export function unsettledMessage(answer: Unanswered | UnknownReport, asked: Asked, viewer: Viewer): Message {
  switch (answer.kind) {
    case 'no integrations':
      return noIntegrations(viewer);
    case 'unknown name':
      return unknownName(answer, asked);
    case 'ambiguous':
      return ambiguous(answer.name, answer.candidates, asked);
    case 'not ingested':
      return notIngested(answer.needs, asked);
    case 'unknown report':
      return say(
        `There is no report ${escapeMrkdwn(answer.id)} here: the id is mistyped, of another workspace, or older than what is kept. It stands at the end of an answer, after “report”.`,
        allServices(),
      );
    case 'invalid':
      return say(escapeMrkdwn(answer.sentence), allServices());
  }
}

function noIntegrations({ standing, helpers }: Viewer): Message {
  const text = 'There is nothing to answer from yet: PagerDuty is not connected.';
  return allows(standing, 'connect')
    ? say(`${text} It takes two minutes and a read-only key.`, [
        button('Connect PagerDuty', CONNECT_ACTION, undefined, { style: 'primary' }),
      ])
    : say(`${text} Workspace admins and owners can connect it. ${whoCanHelp(helpers)}`, []);
}

function unknownName(
  { name, nearest, apart = [], others }: Extract<Unanswered, { kind: 'unknown name' }>,
  asked: Asked,
): Message {
  const text = `No ${name.field} is called “${escapeMrkdwn(name.text)}”.`;
  const offered = nearest.length > 0 ? nearest : (others ?? []);
  const buttons = offered
    .slice(0, 5)
    .flatMap((near, index) =>
      askButton(near, `near_${index}`, privately(asked, withName(asked.question, name, near))),
    );
  const together =
    apart.length === 0 ? '' : ` Several names need commas: \`${apart.map(escapeMrkdwn).join(',')}\`.`;
  const sentence = `${text}${together}${quotesHint(name, asked)}${timeHint(name)}${flagHint(name)} ${hintFor(name, nearest, others)}`;
  const names = offered.slice(0, 5).map(escapeMrkdwn);
  const { blocks } = say(sentence, [
    ...(apart.length === 0
      ? []
      : askButton(apart.join(' and '), 'apart', privately(asked, withNames(asked.question, name, apart)))),
    ...buttons,
    ...askButton(
      name.field === 'service' ? 'MTTR of all services' : `Without ${name.field}`,
      'without',
      privately(asked, without(asked.question, name.field)),
    ),
    ...(nearest.length > 0 ? [] : [button('Help', HELP_ACTION)]),
  ]);
  // Where no buttons are shown, or they are read aloud, the names have to be in the words.
  return { text: `${sentence} ${names.join(', ')}`.trim(), blocks };
}

function hintFor(
  { field }: OpenName,
  nearest: readonly string[],
  others: readonly string[] | undefined,
): string {
  if (nearest.length > 0) return 'Did you mean:';
  if (others === undefined) return 'Nothing has a name like it.';
  const several = PLURALS[field];
  return others.length === 0
    ? `There are no ${several} yet.`
    : `Nothing has a name like it. Some ${several}:`;
}

const PLURALS: Readonly<Record<OpenName['field'], string>> = {
  service: 'services',
  priority: 'priorities',
  team: 'teams',
  user: 'people',
  integration: 'integrations',
  collection: 'collections',
};

/** Bare words make one service name: where some were left over, of another field only the first word was read. */
function quotesHint({ field }: OpenName, { question }: Asked): string {
  return field === 'service' || !question.filter.some((condition) => condition.field === 'service')
    ? ''
    : ` A name of several words needs quotes: \`${field}="…"\`.`;
}

/** A time in words of everyday language became part of the name. */
function timeHint({ field, text }: OpenName): string {
  return field === 'service' && EVERYDAY_TIME.test(text)
    ? ' A time is written `last=7d`, `week=2026-W47` or `month=2026-10`.'
    : '';
}

/** So did a slip in a word that is no name. */
function flagHint({ field, text }: OpenName): string {
  const [, ...words] = text.split(' ');
  const meant = field === 'service' ? words.map((word) => nearest(word, FLAGS)) : [];
  const flag = meant.find((each) => each !== null);
  return flag == null ? '' : ` ${FLAG_HINTS[flag]}`;
}

const FLAG_HINTS: Readonly<Record<(typeof FLAGS)[number], string>> = {
  public: 'For everybody in the channel write `public`.',
  csv: 'For a file write `csv`.',
};

const EVERYDAY_TIME = /\b(last|past|this|today|yesterday|days?|weeks?|months?|quarter|year)\b/i;

function ambiguous(
  name: OpenName,
  candidates: Extract<Unanswered, { kind: 'ambiguous' }>['candidates'],
  asked: Asked,
): Message {
  const text = `${candidates.length} ${PLURALS[name.field]} are called “${escapeMrkdwn(name.text)}”. Which one?`;
  const choices = candidates.map((candidate) => ({
    label: labelOf(candidate),
    asked: privately(asked, withName(asked.question, name, candidate.id)),
  }));
  const options = choices.slice(0, 100).map((choice) => ({
    text: plain(choice.label),
    value: canonicalText(choice.asked),
  }));
  // Slack lets an option carry 150 characters, a button 2,000.
  if (options.some(({ value }) => value.length > 150)) {
    return say(
      text,
      choices
        .slice(0, 20)
        .flatMap((choice, index) => askButton(choice.label, `choice_${index}`, choice.asked)),
    );
  }
  const menu: StaticSelect = {
    type: 'static_select',
    action_id: CHOOSE_ACTION,
    placeholder: plain(`Choose a ${name.field}`),
    options,
  };
  const names = choices.slice(0, 10).map(({ label }) => escapeMrkdwn(label));
  return {
    text: `${text} ${names.join(', ')}`,
    blocks: [section(text), { type: 'actions', elements: [menu] }],
  };
}

/** The name, and in which account it is: what tells one from the other is not what is cut off. */
function labelOf({ name, integration }: { readonly name: string; readonly integration: string }): string {
  const where = ` (${shorten(integration, 35)})`;
  return `${shorten(name, LONGEST_LABEL - where.length)}${where}`;
}

/** Slack shows so many characters of a button or an entry of a menu. */
const LONGEST_LABEL = 75;

const NOT_INGESTED = {
  severity: 'Alert severity is not loaded from PagerDuty yet, so nothing can be said by it.',
  user: 'Who worked on an incident is not loaded from PagerDuty yet, so nothing can be said by person.',
  acknowledgement:
    'Acknowledgements are not loaded from PagerDuty yet, so only `metric=mttr` and `metric=count` can be answered.',
} as const;

function notIngested(needs: keyof typeof NOT_INGESTED, asked: Asked): Message {
  const question =
    needs === 'acknowledgement'
      ? { ...asked.question, metric: 'mttr' as const }
      : without(asked.question, needs);
  const label = needs === 'acknowledgement' ? 'MTTR instead' : `Ask without ${needs}`;
  return say(NOT_INGESTED[needs], askButton(label, 'without', privately(asked, question)));
}

function allServices(): Button[] {
  return askButton('MTTR of all services', 'all', ephemeral(plainQuestion));
}

function privately(asked: Asked, question: Asked['question']): Asked {
  return { ...asked, question, public: false };
}

function say(text: string, buttons: readonly Button[]): Message {
  return { text, blocks: [section(text), ...actions(buttons)] };
}
