import { allows } from '../../access/permissions.ts';
import { answerInTime, type SubmitAnswer } from '../answer-in-time.ts';
import { allChosenIn, chosenIn } from '../blocks/view-state.ts';
import type { Home } from '../home/create-home.ts';
import { type ListenerServices, onSubmit, type SubmitRequest } from '../listener.ts';
import type { Services } from '../services.ts';
import { ZONE_MENU } from '../zones/zone-input.ts';
import { DEFAULT_MENU, HOME_MENU, SETTINGS_VIEW } from './settings-view.ts';

type Needed = ListenerServices & Pick<Services, 'choices' | 'settings' | 'timing'>;

/** "Save" of the settings; the Home is drawn anew. */
export function settingsSubmit(services: Needed, home: Pick<Home, 'show'>) {
  return onSubmit(services, SETTINGS_VIEW, async (request) => {
    const { client, caller } = request;
    const saving = save(services, request);
    await answerInTime(services, request, saving);
    if ((await saving).kind !== 'closed') return;
    await home.show({ client, caller });
  });
}

async function save(
  { choices, settings, access }: Needed,
  { caller, view }: SubmitRequest,
): Promise<SubmitAnswer> {
  const state = view.state.values;
  if (allows(await access.standing(caller), 'change settings')) {
    const outcome = await settings.change(caller, {
      zone: chosenIn(state, 'zone', ZONE_MENU) ?? '',
      peopleReports: chosenIn(state, 'people') === 'on',
    });
    if (outcome.kind === 'refused') return { kind: 'errors', errors: outcome.problems };
  }
  await choices.setDefault(caller, chosenIn(state, 'default', DEFAULT_MENU) ?? null);
  const shown = allChosenIn(state, 'home', HOME_MENU).map(({ value }) => value);
  await choices.setHome(caller, shown.length === 0 ? null : shown);
  return { kind: 'closed' };
}
