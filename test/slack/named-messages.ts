import { collectionTree, type TreeNode } from '../../src/collections/collection-tree.ts';
import type { Collection } from '../../src/domain/collection.ts';
import type { Unanswered } from '../../src/report/reports.ts';
import { auditMessage } from '../../src/slack/audit/audit-message.ts';
import type { Message } from '../../src/slack/blocks/message.ts';
import { browseMessage } from '../../src/slack/collections/browse-message.ts';
import { detailMessage } from '../../src/slack/collections/detail-message.ts';
import { backfillMessage } from '../../src/slack/connect/backfill-message.ts';
import { digestMessage } from '../../src/slack/digests/digest-message.ts';
import { announcement, mutedNotice, newsMessage } from '../../src/slack/digests/digest-notices.ts';
import { digestThread } from '../../src/slack/digests/digest-thread.ts';
import { listMessage as digestList } from '../../src/slack/digests/list-message.ts';
import { previewMessage } from '../../src/slack/digests/preview-message.ts';
import { whichMessage as whichDigest } from '../../src/slack/digests/which-message.ts';
import { listMessage } from '../../src/slack/integrations/list-message.ts';
import { statusMessage } from '../../src/slack/integrations/status-message.ts';
import { syncMessage } from '../../src/slack/integrations/sync-message.ts';
import { whichMessage } from '../../src/slack/integrations/which-message.ts';
import { answerMessage } from '../../src/slack/mttr/answer-message.ts';
import { plainQuestion } from '../../src/slack/mttr/asked.ts';
import { problemMessage } from '../../src/slack/mttr/problem-message.ts';
import { parseQuestion } from '../../src/slack/mttr/question-text.ts';
import { withExcluding } from '../../src/slack/mttr/what-excluded.ts';
import { syncNotice } from '../../src/slack/notices/sync-notice.ts';
import { digest } from './digests/digest-fixture.ts';
import { listed, slot } from './digests/listed-fixture.ts';
import { digestNamed, integrationNamed, namesOf, reportNamed, stateNamed } from './named.ts';
import { NOW, syncStatus } from './records.ts';

const viewer = { standing: 'admin', helpers: [] } as const;

function collectionNamed(id: string, parentId: string | null, name: string): Collection {
  return {
    workspaceId: 'T1',
    id,
    name,
    description: name,
    tags: [name],
    parentId,
    ...(parentId === null ? { category: name } : {}),
    integrationIds: ['int-1'],
    filter: [{ field: 'service', operator: 'equals', values: ['PSVC1', 'PSVC1'] }],
  };
}

/** Three below each other. */
export function treeNamed(name: string): readonly TreeNode[] {
  return collectionTree([
    collectionNamed('c0', null, name),
    collectionNamed('c1', 'c0', name),
    collectionNamed('c2', 'c1', name),
  ]);
}

const asked = (name: string) => ({
  question: {
    ...plainQuestion,
    collection: name,
    filter: [{ field: 'service', operator: 'equals', values: [name] }] as const,
  },
  public: false,
  csv: false,
  reportId: null,
});

const answered = (name: string, answer: Unanswered | null) =>
  answerMessage(answer ?? { kind: 'report', report: reportNamed(name) }, {
    asked: asked(name),
    viewer,
    now: NOW,
    chart: 'native',
    sharedBy: 'U1',
  });

const service = (name: string) => ({ field: 'service', text: name }) as const;

const browsed = (name: string, layout: 'tree' | 'flat') =>
  browseMessage({
    nodes: treeNamed(name),
    names: namesOf(name),
    proposals: [{ integrationId: 'int-1', integration: name, teamId: 'P1', name }],
    standing: 'admin',
    layout,
    from: 0,
  });

/** Every message that shows a name, with everything in it called the same. */
export const NAMED_MESSAGES: Readonly<Record<string, (name: string) => Message>> = {
  auditMessage: (name) =>
    auditMessage(
      Array.from({ length: 20 }, (_, index) => ({
        workspaceId: 'T1',
        number: index,
        at: NOW,
        actor: 'person-1',
        previous: '',
        hash: '',
        what: 'integration edited',
        object: { kind: 'integration', id: 'int-1', name },
        before: null,
        after: null,
        actorId: 'U1',
        objectId: null,
      })),
    ),
  browseMessage: (name) => browsed(name, 'tree'),
  'browseMessage as a list': (name) => browsed(name, 'flat'),
  detailMessage: (name) => {
    const path = treeNamed(name);
    const node = path.at(-1) as TreeNode; // of three
    return detailMessage({
      node,
      path,
      names: namesOf(name),
      standing: 'admin',
      isMine: true,
      isOfChannel: true,
    });
  },
  'backfillMessage under way': (name) =>
    backfillMessage({
      integrationId: 'int-1',
      name,
      service: name,
      now: NOW,
      status: syncStatus({
        running: true,
        backfill: { stored: 1, expected: 2, coveredFrom: NOW, floor: NOW - 9, timeLeft: 5 },
      }),
    }),
  backfillMessage: (name) =>
    backfillMessage({ integrationId: 'int-1', name, service: name, now: NOW, status: syncStatus() }),
  digestMessage: (name) => digestMessage(digestNamed(name), 'native', NOW),
  digestThread: (name) =>
    digestThread(digestNamed(name), NOW) ?? digestMessage(digestNamed(name), 'words', NOW),
  previewMessage: (name) => previewMessage(digestNamed(name), 'words', NOW),
  announcement: (name) => announcement(digest(), name),
  mutedNotice: (name) => mutedNotice(digest(), name),
  newsMessage: (name) => newsMessage(digest(), name, { kind: 'failed', slot: slot({ note: name }) }),
  'listMessage of digests': (name) => digestList([listed({ collection: name })], 'U1'),
  'whichMessage of digests': (name) =>
    whichDigest('pause', [listed({ collection: name }), listed({ collection: name })], 'U1', ''),
  'whichMessage of no digest': (name) => whichDigest('pause', [], 'U1', name),
  listMessage: (name) => listMessage([stateNamed(name)], viewer),
  statusMessage: (name) => statusMessage(stateNamed(name), 'admin'),
  syncMessage: (name) => syncMessage({ id: 'int-1', name }, 'started'),
  whichMessage: (name) => whichMessage(name, [{ id: 'int-1', name }], 'integration_status'),
  answerMessage: (name) => answered(name, null),
  'answerMessage to a name that is unknown': (name) =>
    answered(name, {
      kind: 'unknown name',
      name: service(name),
      nearest: Array.from({ length: 7 }, () => name),
      apart: [name, name],
    }),
  'answerMessage to a name of several': (name) =>
    answered(name, {
      kind: 'ambiguous',
      name: service(name),
      candidates: [
        { id: 'PSVC1', name, integration: name },
        { id: 'PSVC2', name, integration: name },
      ],
    }),
  problemMessage: (name) => {
    const parsed = parseQuestion(`service="${name.replaceAll('"', '')}" urgency=hgih`);
    if (parsed.ok) throw new Error('There is a slip in it.');
    return problemMessage(parsed.problem);
  },
  withExcluding: (name) =>
    withExcluding(answered(name, null), {
      filter: `the collection ${name}`,
      label: `Without the collection ${name}`,
      n: 3,
      question: asked(name).question,
    }),
  'syncNotice that it stopped': (name) =>
    syncNotice(integrationNamed(name), {
      kind: 'stopped',
      workspaceId: 'T1',
      integrationId: 'int-1',
      failure: { cause: 'key refused', sentence: `${name} was refused.` },
    }),
  'syncNotice of a satellite': (name) =>
    syncNotice(integrationNamed(name), {
      kind: 'offline',
      workspaceId: 'T1',
      integrationId: 'int-1',
      since: NOW,
    }),
};
