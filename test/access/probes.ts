import type { Actor } from '../../src/access/actor.ts';
import type { Action } from '../../src/access/permissions.ts';
import type { DigestForm, DigestSaved } from '../../src/digest/digests.ts';
import type { DigestPlace } from '../../src/domain/digest.ts';
import type { Question } from '../../src/domain/question.ts';
import { asItIs } from '../../src/domain/what-if.ts';
import type { Workspaces } from './workspaces.ts';

/** What a probe reaches for: in its own workspace, or with ids of another. */
export interface Reach {
  readonly integrationId: string;
  readonly collectionId: string;
  readonly collection: string;
}

/** Whether the service did it or gave it; nothing, where the thing is not there for this person. */
export type ProbeOutcome = 'done' | 'nothing';
export type Probe = (services: Workspaces, actor: Actor, reach: Reach) => Promise<ProbeOutcome>;

const there = (value: unknown): ProbeOutcome => (value === undefined || value === null ? 'nothing' : 'done');
const unlessGone = ({ kind }: { readonly kind: string }): ProbeOutcome =>
  kind === 'gone' || kind === 'refused' ? 'nothing' : 'done';
const question = (collection: string): Question => ({
  filter: [],
  collection,
  metric: 'mttr',
  track: 'resolved',
  range: { kind: 'last', days: 30 },
  by: [],
  zone: null,
});
const isReport = ({ kind }: { readonly kind: string }): ProbeOutcome =>
  kind === 'report' || kind === 'incidents' || kind === 'csv' ? 'done' : 'nothing';
const draft = (id: string | null) => ({
  id,
  name: id === null ? 'A new one' : 'Another name',
  description: '',
  tags: [],
  place: { kind: 'root' } as const,
  integrationIds: null,
  filter: [],
});
const profile = { name: 'High urgency', integrationIds: null, filter: [], track: 'resolved' as const };

const isSaved = ({ kind }: DigestSaved): ProbeOutcome => (kind === 'saved' ? 'done' : 'nothing');
const digestForm = (place: DigestPlace, collectionId: string): DigestForm => ({
  place,
  collectionId,
  every: 'week',
  weekday: 1,
  hour: 9,
  zone: 'UTC',
  by: 'service',
  quiet: false,
  openDays: '2',
  target: '',
});

/** How each action is tried against the services. Without a service of its own: against the decision itself. */
export const PROBES: Readonly<Record<Action, Probe | 'decision alone'>> = {
  ask: async ({ reports }, actor, { collection }) =>
    isReport(await reports.answer(actor, question(collection))),
  share: async ({ reports }, actor, { collection }) =>
    isReport(await reports.answer(actor, question(collection), 'C1')),
  'see incidents': async ({ reports }, actor, { collection }) =>
    isReport(
      await reports.incidents(actor, { question: question(collection) }, asItIs, { offset: 0, limit: 10 }),
    ),
  'export csv': async ({ reports }, actor, { collection }) =>
    isReport(await reports.csv(actor, { question: question(collection) }, asItIs)),
  'exclude incidents': async ({ exclusions }, actor, { integrationId }) => {
    const named = { integrationId, incidentId: 'Q000001' };
    const outcome = unlessGone(await exclusions.exclude(actor, named, 'A test'));
    if (outcome === 'done') await exclusions.include(actor, named);
    return outcome;
  },
  'see integrations': async ({ connections }, actor, { integrationId }) =>
    there(await connections.get(actor, integrationId)),
  'see account details': 'decision alone',
  connect: async ({ connections }, actor) => {
    await connections.check(actor, {
      name: 'New',
      url: '',
      username: '',
      apiKey: '',
      description: '',
      tags: [],
      titles: 'shown',
      acceptsUserKey: false,
    });
    return 'done';
  },
  sync: async ({ connections }, actor, { integrationId }) =>
    (await connections.syncNow(actor, integrationId)) === 'gone' ? 'nothing' : 'done',
  'edit integration': async ({ upkeep }, actor, { integrationId }) =>
    unlessGone(
      await upkeep.edit(actor, integrationId, { name: 'Other', description: '', tags: [], titles: 'hidden' }),
    ),
  'reauthenticate integration': async ({ upkeep }, actor, { integrationId }) => {
    const outcome = await upkeep.reauthenticate(actor, integrationId, { apiKey: '', acceptsUserKey: false });
    // An empty key is refused by the check that follows the decision.
    return outcome.kind === 'gone' ? 'nothing' : 'done';
  },
  'pause integration': async ({ upkeep }, actor, { integrationId }) =>
    there(await upkeep.pause(actor, integrationId)),
  'resume integration': async ({ upkeep }, actor, { integrationId }) =>
    there(await upkeep.resume(actor, integrationId)),
  'delete integration': async ({ upkeep }, actor, { integrationId }) =>
    there(await upkeep.affectedBy(actor, integrationId)),
  'spot check': async ({ upkeep }, actor, { integrationId }) =>
    there(await upkeep.spotCheck(actor, integrationId, 1)),
  'set audience': async ({ audiences }, actor, { integrationId: id }) =>
    there(await audiences.get(actor, { kind: 'integration', id })),
  'manage satellites': async ({ satellites }, actor, { integrationId }) =>
    there(await satellites.list(actor, integrationId)),
  'see collections': async ({ collections }, actor, { collectionId }) =>
    there(await collections.get(actor, collectionId)),
  'choose default collection': 'decision alone',
  'choose channel collection': 'decision alone',
  'create collection': async ({ collections }, actor) => {
    await collections.check(actor, draft(null));
    return 'done';
  },
  'edit collection': async ({ collections }, actor, { collectionId }) =>
    unlessGone(await collections.save(actor, draft(collectionId))),
  'delete collection': async ({ collections }, actor, { collectionId }) =>
    there(await collections.deletionOf(actor, collectionId)),
  'see profiles': async ({ profiles }, actor) => there(await profiles.list(actor)),
  'edit profiles': async ({ profiles }, actor) => there(await profiles.check(actor, null, profile)),
  'assign profile': async ({ profiles }, actor) => {
    await profiles.assign(actor, null, { kind: 'workspace' });
    return 'done';
  },
  'see digests': async ({ digests }, actor) => there(await digests.list(actor)),
  'manage own digest': async ({ digests }, actor, { collectionId }) =>
    isSaved(
      await digests.save(actor, null, digestForm({ kind: 'person', userId: actor.userId }, collectionId)),
    ),
  'manage channel digest': async ({ digests }, actor, { collectionId }) =>
    isSaved(await digests.save(actor, null, digestForm({ kind: 'channel', channelId: 'C1' }, collectionId))),
  'see roles': async ({ roles }, actor) => there(await roles.list(actor)),
  'request role': async ({ roles }, actor) => there(await roles.request(actor, 'admin')),
  'manage roles': async ({ roles }, actor) => unlessGone(await roles.give(actor, 'viewer', 'viewer')),
  'change settings': async ({ settings }, actor) =>
    unlessGone(await settings.change(actor, { zone: 'UTC', peopleReports: false })),
  'see audit log': async ({ audit }, actor) => there(await audit.list(actor, 5)),
  'export audit log': async ({ audit }, actor) => there(await audit.export(actor, 'csv')),
  'export workspace data': async ({ workspaceData }, actor) => there(await workspaceData.export(actor)),
  'delete workspace data': async ({ workspaceData }, actor) => {
    await workspaceData.delete(actor);
    return 'done';
  },
};

/** Actions that reach one thing, so that another workspace's and one outside of the audience are not there. */
export const REACHING: ReadonlySet<Action> = new Set<Action>([
  'ask',
  'share',
  'see incidents',
  'export csv',
  'exclude incidents',
  'see integrations',
  'sync',
  'edit integration',
  'reauthenticate integration',
  'pause integration',
  'resume integration',
  'delete integration',
  'spot check',
  'set audience',
  'manage satellites',
  'manage own digest',
  'manage channel digest',
  'see collections',
  'edit collection',
  'delete collection',
]);
