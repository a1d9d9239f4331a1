import type { Stage } from '../../test/simulators/stage.ts';
import { answerTo } from './answer-to.ts';
import type { Scene } from './frame.ts';

const ANSWERS: readonly [name: string, question: string][] = [
  ['answer-service', 'checkout'],
  ['answer-all', ''],
  ['answer-priority', 'last=90d by=priority'],
  ['answer-two-fields', 'by=service,priority last=90d'],
  ['answer-team', 'by=team'],
  ['answer-by-day', 'ledger by=day'],
  ['answer-by-week', 'urgency=high by=week last=90d'],
  ['answer-month', 'month=2026-10 checkout'],
  ['answer-week', 'week=2026-W47 zone=Europe/Berlin'],
  ['answer-two-services', 'service=checkout,ledger,payouts'],
  ['answer-filters', 'service=checkout priority=P1,P2 urgency=high last=90d'],
  ['answer-created', 'checkout track=created'],
  ['answer-count', 'checkout metric=count'],
  ['answer-today', 'checkout last=1d'],
  ['answer-few', 'warehouse last=4d'],
  ['answer-one', 'service=legacy-billing week=2026-W47'],
  ['answer-csv', 'checkout csv'],
  ['answer-status', 'status=triggered'],
  ['answer-status-open', 'status=acknowledged'],
  ['empty', 'warehouse from=2026-11-22 to=2026-11-22 priority=P1'],
  ['empty-old', 'checkout month=2024-02'],
  ['future', 'checkout month=2027-02'],
  ['typo', 'chekout'],
  ['typo-nothing-near', 'zzzzzz'],
  ['typo-team', 'team=paiments'],
  ['typo-zone', 'checkout zone=Berlin'],
  ['typo-priority', 'priority=P9'],
  ['ambiguous', 'search'],
  ['not-ingested-severity', 'severity=critical'],
  ['not-ingested-user', 'by=user'],
  ['not-ingested-mtta', 'checkout metric=mtta'],
  ['collection', 'collection=Payments'],
  ['report-id', 'report=7KQ2M'],
  ['bad-key', 'sevice=checkout'],
  ['bad-range', 'last=banana'],
  ['bad-dates', 'from=2026-11-20 to=2026-11-01'],
  ['bad-week', 'week=2026-W60'],
  ['bad-urgency', 'urgency=hgih'],
  ['bad-by', 'by=colour'],
  ['bad-twice', 'last=7d month=2026-10'],
  ['bad-empty-value', 'service='],
  ['mttr-help', 'help'],
];

const COMMANDS: readonly [name: string, words: string][] = [
  ['help', 'help'],
  ['help-empty', ''],
  ['help-unknown', 'lsit'],
  ['help-nonsense', 'frobnicate'],
  ['list', 'list'],
  ['status', 'status'],
  ['status-unknown', 'status Prodution'],
  ['sync-member', 'sync Production'],
];

/** Everything that can be seen once the account is loaded. */
export async function* walkAfter(stage: Stage): AsyncGenerator<Scene> {
  const { slack, pagerduty } = stage;
  // From here on the clock stands: what was loaded while it ran is complete to the same second each time.
  await answerTo(stage, 'sync', 'alice', '/sei-pagerduty sync');
  await stage.app.sync.idle();
  for (const [name, question] of ANSWERS) {
    yield await answerTo(stage, name, 'bob', `/sei-mttr ${question}`.trim());
  }
  for (const [name, words] of COMMANDS) {
    yield await answerTo(stage, name, 'bob', `/sei-pagerduty ${words}`.trim());
  }
  yield await answerTo(stage, 'sync', 'alice', '/sei-pagerduty sync');
  await stage.app.sync.idle();

  yield await answerTo(stage, 'public', 'bob', '/sei-mttr checkout public', 'payments');
  yield await answerTo(stage, 'public-empty', 'bob', '/sei-mttr zzzzzz public', 'payments');
  yield await answerTo(stage, 'public-shared-channel', 'bob', '/sei-mttr checkout public', 'partners');
  yield await answerTo(stage, 'public-not-in-channel', 'alice', '/sei-mttr checkout public', 'secret');
  yield { name: 'home-after-admin', shown: await slack.openHome('alice'), caption: 'Home, Alice (owner)' };
  yield { name: 'home-after-member', shown: await slack.openHome('bob'), caption: 'Home, Bob (member)' };

  slack.faults.next('users.info', 'internal_error', 5);
  yield await answerTo(stage, 'error-with-id', 'carol', '/sei-mttr checkout');
  slack.faults.clear();

  pagerduty.faults.next({ kind: 'status', status: 401 }, { times: 50 });
  await answerTo(stage, 'sync', 'alice', '/sei-pagerduty sync');
  await stage.app.sync.idle();
  yield await answerTo(stage, 'status-refused', 'alice', '/sei-pagerduty status');
  yield await answerTo(stage, 'answer-failing', 'bob', '/sei-mttr checkout');
  yield { name: 'home-failing', shown: await slack.openHome('alice'), caption: 'Home, Alice (owner)' };
  pagerduty.faults.clear();
}
