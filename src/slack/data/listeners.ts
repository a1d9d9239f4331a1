import type { App } from '@slack/bolt';
import { answerInTime, type SubmitAnswer } from '../answer-in-time.ts';
import { noticeView } from '../blocks/notice-view.ts';
import { plural } from '../blocks/numbers.ts';
import { typedIn } from '../blocks/view-state.ts';
import type { Home } from '../home/create-home.ts';
import { type ListenerServices, onAction, onSubmit, type SubmitRequest } from '../listener.ts';
import { openModal } from '../open-modal.ts';
import { sendFile } from '../send-file.ts';
import type { Services } from '../services.ts';
import {
  CONFIRMATION,
  DATA_DELETE_ACTION,
  DATA_DELETE_VIEW,
  DATA_EXPORT_ACTION,
  dataDeleteView,
} from './data-views.ts';

type Needed = ListenerServices & Pick<Services, 'workspaceData' | 'timing'>;

/** Registers what the export and deletion of a workspace's data need. */
export function dataListeners(app: App, services: Needed, home: Pick<Home, 'changed'>): void {
  app.action(DATA_EXPORT_ACTION, exportAction(services));
  app.action(DATA_DELETE_ACTION, deleteAction(services));
  app.view({ callback_id: DATA_DELETE_VIEW, type: 'view_submission' }, deleteSubmit(services, home));
}

function exportAction(services: Needed) {
  return onAction(services, DATA_EXPORT_ACTION, 'export workspace data', async ({ caller, client, tell }) => {
    const file = await services.workspaceData.export(caller);
    await sendFile(
      client,
      caller.userId,
      file,
      `The data of this workspace, ${plural(file.records, 'record')}:`,
    );
    return tell(`${file.name} is in your messages with SEI PagerDuty.`);
  });
}

function deleteAction(services: Needed) {
  return onAction(services, DATA_DELETE_ACTION, 'checked later', ({ client, caller, body }) =>
    openModal(services, { client, triggerId: body.trigger_id, title: 'Delete all data' }, async () => {
      await services.access.demand(caller, 'delete workspace data');
      return dataDeleteView();
    }),
  );
}

function deleteSubmit(services: Needed, home: Pick<Home, 'changed'>) {
  return onSubmit(services, DATA_DELETE_VIEW, async (request) => {
    await answerInTime(services, request, remove(services, request));
    home.changed(request.caller.workspaceId);
  });
}

async function remove({ workspaceData }: Needed, { caller, view }: SubmitRequest): Promise<SubmitAnswer> {
  if (typedIn(view.state.values, 'confirmation').toUpperCase() !== CONFIRMATION)
    return { kind: 'errors', errors: { confirmation: `Type ${CONFIRMATION} to go on.` } };
  await workspaceData.delete(caller);
  const said = '*Everything is deleted.* You can begin anew: `/sei-pagerduty connect`';
  return { kind: 'view', view: noticeView('Delete all data', said, 'Close') };
}
