import { answerInTime, type SubmitAnswer } from '../answer-in-time.ts';
import { noticeView } from '../blocks/notice-view.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import type { Home } from '../home/create-home.ts';
import { type ListenerServices, onSubmit, type SubmitRequest } from '../listener.ts';
import type { Services } from '../services.ts';
import { COLLECTION_DELETE_VIEW } from './collection-delete-view.ts';
import { GONE } from './detail-for.ts';

type Needed = ListenerServices & Pick<Services, 'collections' | 'timing'>;

/** "Delete" of a collection. */
export function deleteCollectionSubmit(services: Needed, home: Pick<Home, 'changed'>) {
  return onSubmit(services, COLLECTION_DELETE_VIEW, async (request) => {
    await answerInTime(services, request, remove(services, request));
    home.changed(request.caller.workspaceId);
  });
}

async function remove({ collections }: Needed, { caller, view }: SubmitRequest): Promise<SubmitAnswer> {
  const deleted = await collections.delete(caller, view.private_metadata);
  if (deleted === undefined) return { kind: 'failed', sentence: GONE };
  const said = `*${escapeMrkdwn(deleted.name)} is deleted.* Its incidents are untouched.`;
  return { kind: 'view', view: noticeView('Deleted', said) };
}
