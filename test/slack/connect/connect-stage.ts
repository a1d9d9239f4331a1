import { afterEach, beforeEach, expect } from 'vitest';
import { object, objects, text } from '../../simulators/slack/json.ts';
import type { View } from '../../simulators/slack/views.ts';
import { type Stage, startStage } from '../setup.ts';

/** The key that people type. */
export const KEY = 'u+SECRETkey0123456wxyz';

/**
 * Starts a stage before each test and hands it to `use`. After the test the key stands neither in what Slack was sent
 * nor in the log, and Slack would have refused nothing.
 */
export function connectStageForEachTest(use: (stage: Stage) => void): void {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
    use(stage);
  });
  afterEach(async () => {
    await stage.settled();
    expect(stage.slack.leaks(KEY)).toEqual([]);
    expect(stage.fake.logged.join('\n')).not.toContain(KEY);
    expect(stage.slack.problems).toEqual([]);
    await stage.stop();
  });
}

/** The form, once it has taken the place of the light view. */
export async function openForm({ slack }: Stage, person = 'alice'): Promise<View> {
  await slack.person(person).command('/sei-pagerduty', 'connect');
  return slack.until(() => slack.modals(person).find(({ callback_id }) => callback_id === 'connect'));
}

/** What a view says, without its inputs. */
export function words(view: View): string {
  return view.blocks
    .flatMap((block) => [
      text(object(block.text).text),
      ...objects(block.elements).map((one) => text(one.text)),
    ])
    .join('\n');
}
