import { GROUPINGS, KEYS, METRICS } from '../../../src/slack/mttr/vocabulary.ts';

export interface Hint {
  /** The whole line once it is taken. */
  readonly line: string;
  readonly what: string;
}

const COMMANDS: readonly Hint[] = [
  { line: '/sei-mttr ', what: 'how fast does a service recover?' },
  { line: '/sei-pagerduty ', what: 'connect and look after PagerDuty accounts' },
];

const SUBCOMMANDS: readonly (readonly [string, string])[] = [
  ['connect', 'connect a PagerDuty account'],
  ['list', 'all accounts, their health and when each was last ingested'],
  ['status', 'progress, coverage, ingestion log, spot check'],
  ['sync', 'read now'],
  ['digest', 'weekly reports to a channel or to you'],
  ['collections', 'whose incidents a number is about'],
  ['collection new', 'a new collection'],
  ['profile', 'how recovery is measured'],
  ['roles', 'who may do what'],
  ['audit', 'what was changed by whom'],
  ['help', 'everything it understands'],
];

const QUESTIONS: readonly (readonly [string, string])[] = [
  ['checkout', 'one service, the last 30 days'],
  ['ledger last=90d', 'a service that has become slow'],
  ['by=priority last=90d', 'by priority'],
  ['priority=P1,P2 by=week last=90d', 'a chart by week'],
  ['checkout public', 'for everybody in the channel'],
  ['help', 'the whole grammar'],
];

const VALUES: Readonly<Record<string, readonly string[]>> = {
  by: GROUPINGS,
  metric: METRICS,
  urgency: ['high', 'low'],
  priority: ['P1', 'P1,P2', 'P3'],
  last: ['7d', '30d', '90d'],
  status: ['open', 'resolved'],
  zone: ['UTC', 'Europe/Berlin', 'America/New_York'],
  track: ['resolved', 'created', 'updated'],
};

const MOST = 8;

/** What may be meant by what is typed so far, the likeliest first. */
export function hintsFor(typed: string, services: readonly string[]): Hint[] {
  if (!typed.startsWith('/')) return [];
  const [command = '', ...words] = typed.split(' ');
  if (words.length === 0) return COMMANDS.filter(({ line }) => line.startsWith(typed));
  const rest = words.join(' ');
  const whole = command === '/sei-mttr' ? QUESTIONS : command === '/sei-pagerduty' ? SUBCOMMANDS : [];
  const fitting = whole
    .filter(([line]) => line.startsWith(rest) && line !== rest)
    .map(([line, what]): Hint => ({ line: `${command} ${line}`, what }));
  const more = command === '/sei-mttr' ? wordsFor(words.at(-1) ?? '', services) : [];
  const before = typed.slice(0, typed.length - (words.at(-1)?.length ?? 0));
  return [...fitting, ...more.map(({ line, what }) => ({ line: before + line, what }))].slice(0, MOST);
}

function wordsFor(word: string, services: readonly string[]): Hint[] {
  const [key = '', value] = word.split('=');
  if (value !== undefined) {
    const known = key === 'service' ? services : (VALUES[key] ?? []);
    return known
      .filter((one) => one.startsWith(value) && one !== value)
      .map((one) => ({ line: `${key}=${one} `, what: '' }));
  }
  if (word === '') return [];
  const named = services.filter((service) => service.startsWith(word) && service !== word);
  return [
    ...named.map((service) => ({ line: `${service} `, what: 'a service' })),
    ...KEYS.filter((one) => one.startsWith(word)).map((one) => ({ line: `${one}=`, what: '' })),
  ];
}
