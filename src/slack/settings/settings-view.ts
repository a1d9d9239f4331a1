import type { AnyBlock, InputBlock, ModalView } from '@slack/types';
import { allows } from '../../access/permissions.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Standing } from '../../domain/role.ts';
import type { WorkspaceSettings } from '../../domain/workspace.ts';
import { formView } from '../blocks/form-view.ts';
import { choiceInput, choiceOption } from '../blocks/input.ts';
import { searchAllInput, searchInput } from '../blocks/search-input.ts';
import { section } from '../blocks/section.ts';
import { menuOption } from '../on-options.ts';
import { zoneInput } from '../zones/zone-input.ts';

export const SETTINGS_VIEW = 'settings';
/** Menus of collections inside the settings. */
export const DEFAULT_MENU = 'settings_default';
export const HOME_MENU = 'settings_home';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface SettingsContent {
  readonly standing: Standing;
  readonly default: Named | null;
  readonly home: readonly Named[];
  readonly workspace: WorkspaceSettings;
  readonly now: Instant;
}

const PEOPLE = [choiceOption('off', 'Off'), choiceOption('on', 'On: by=user compares people')];

/** What somebody can choose for themselves, and an SEI Admin for all. */
export function settingsView({ standing, default: own, home, workspace, now }: SettingsContent): ModalView {
  const forAll: AnyBlock[] = allows(standing, 'change settings')
    ? [
        { type: 'divider' },
        section('*For the whole workspace*'),
        zoneInput(
          workspace.zone,
          now,
          'Type a city. Days and weeks begin there; a question can name another zone.',
        ),
        choiceInput('people', 'Answers by person', PEOPLE, workspace.peopleReports ? 'on' : 'off', {
          hint: 'Recovery times say little about a person: off unless you have a reason.',
        }),
      ]
    : [];
  return formView({ callbackId: SETTINGS_VIEW, title: 'Settings', submit: 'Save' }, [
    section('*For you*'),
    defaultInput(own),
    homeInput(home),
    ...forAll,
  ]);
}

function defaultInput(own: Named | null): InputBlock {
  return searchInput('default', 'My default collection', own && menuOption(own.name, own.id), {
    actionId: DEFAULT_MENU,
    placeholder: 'All services',
    hint: 'What /sei-mttr alone is about. None: all services. A channel’s default goes first there.',
    optional: true,
  });
}

function homeInput(home: readonly Named[]): InputBlock {
  const chosen = home.map(({ id, name }) => menuOption(name, id));
  return searchAllInput('home', 'Collections on my Home', chosen, {
    actionId: HOME_MENU,
    placeholder: 'All collections',
    hint: 'None chosen: all of them, page by page.',
    optional: true,
    most: 50,
  });
}
