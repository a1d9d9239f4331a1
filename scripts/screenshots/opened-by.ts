import type { View } from '../../test/simulators/slack/views.ts';
import type { Stage } from '../../test/simulators/stage.ts';

/** Does what opens a modal or draws it anew, and waits until it holds `words`; without them, until it can be submitted. */
export async function openedBy(
  { slack }: Stage,
  who: string,
  act: () => Promise<unknown>,
  words?: string | RegExp,
): Promise<View> {
  await act();
  const drawn = slack.until(() => {
    const top = slack.modals(who).at(-1);
    if (top === undefined) return null;
    if (words === undefined) return top.submit != null ? top : null;
    return JSON.stringify(top.blocks).search(words) >= 0 ? top : null;
  }, 10_000);
  return drawn.catch((cause: unknown) => {
    throw new Error(`No modal of ${who} shows ${words ?? 'a form'}.`, { cause });
  });
}

/** Types a command that opens a modal, and waits until it is drawn. */
export function openedByCommand(
  stage: Stage,
  who: string,
  words: string,
  { channel = 'payments', shows }: { channel?: string; shows?: string | RegExp } = {},
): Promise<View> {
  const typed = () => stage.slack.person(who).command('/sei-pagerduty', words, { channel });
  return openedBy(stage, who, typed, shows);
}
