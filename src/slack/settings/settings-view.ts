import type { AnyBlock, InputBlock, ModalView } from '@slack/types';
import { allows } from '../../access/permissions.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Standing } from '../../domain/role.ts';
import type { WorkspaceSettings } from '../../domain/workspace.ts';
import { formView } from '../blocks/form-view.ts';
import { choiceInput, choiceOption } from '../blocks/input.ts';
import { section } from '../blocks/section.ts';
import { plain } from '../blocks/text.ts';
import { ZONE_MENU, zoneOption } from '../digests/zone-options.ts';
import { menuOption } from '../on-options.ts';

export const SETTINGS_VIEW = 'settings';
/** Menus of collections inside the settings. */
export const DEFAULT_MENU = 'settings_default';
export const HOME_MENU = 'settings_home';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface SettingsContent {
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
        zoneInput(workspace.zone, now),
        choiceInput(
          'people',
          'Answers by person',
          PEOPLE,
          workspace.peopleReports ? 'on' : 'off',
          'Recovery times say little about a person: off unless you have a reason.',
        ),
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
  return {
    type: 'input',
    block_id: 'default',
    optional: true,
    label: plain('My default collection'),
    hint: plain('What /sei-mttr alone is about. None: all services. A channel’s default goes first there.'),
    element: {
      type: 'external_select',
      action_id: DEFAULT_MENU,
      min_query_length: 0,
      placeholder: plain('All services'),
      ...(own ? { initial_option: menuOption(own.name, own.id) } : {}),
    },
  };
}

function zoneInput(zone: string, now: Instant): InputBlock {
  return {
    type: 'input',
    block_id: 'zone',
    label: plain('Time zone'),
    hint: plain('Type a city. Days and weeks begin there; a question can name another zone.'),
    element: {
      type: 'external_select',
      action_id: ZONE_MENU,
      min_query_length: 0,
      placeholder: plain('Type a city'),
      initial_option: zoneOption(zone, now),
    },
  };
}

function homeInput(home: readonly Named[]): InputBlock {
  return {
    type: 'input',
    block_id: 'home',
    optional: true,
    label: plain('Collections on my Home'),
    hint: plain('None chosen: all of them, page by page.'),
    element: {
      type: 'multi_external_select',
      action_id: HOME_MENU,
      min_query_length: 0,
      max_selected_items: 50,
      placeholder: plain('All collections'),
      ...(home.length > 0 ? { initial_options: home.map(({ id, name }) => menuOption(name, id)) } : {}),
    },
  };
}
