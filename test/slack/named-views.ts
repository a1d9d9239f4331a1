import type { HomeView, ModalView } from '@slack/types';
import type { Filter } from '../../src/domain/filter.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { audienceView } from '../../src/slack/audience/audience-view.ts';
import { collectionDeleteView } from '../../src/slack/collections/collection-delete-view.ts';
import { collectionFormView } from '../../src/slack/collections/collection-form-view.ts';
import { emptyDraft } from '../../src/slack/connect/connect-draft.ts';
import { connectFormView } from '../../src/slack/connect/connect-form-view.ts';
import {
  checkingView,
  connectedView,
  waitingForSatelliteView,
} from '../../src/slack/connect/connect-state-views.ts';
import { digestConfirmView } from '../../src/slack/digests/confirm-views.ts';
import { newDraft } from '../../src/slack/digests/digest-form.ts';
import { digestFormView } from '../../src/slack/digests/digest-form-view.ts';
import { previewView } from '../../src/slack/digests/preview-message.ts';
import { savedView } from '../../src/slack/digests/saved-view.ts';
import { stopView } from '../../src/slack/digests/stop-view.ts';
import { exclusionsView } from '../../src/slack/exclusions/exclusions-view.ts';
import { homeView } from '../../src/slack/home/home-view.ts';
import { drillInto } from '../../src/slack/incidents/drill-state.ts';
import { incidentsView } from '../../src/slack/incidents/incidents-view.ts';
import { deletedView, deleteView } from '../../src/slack/integrations/delete-view.ts';
import { editView } from '../../src/slack/integrations/edit-view.ts';
import { reauthView, renewedView } from '../../src/slack/integrations/reauth-view.ts';
import { spotResult, spotView } from '../../src/slack/integrations/spot-view.ts';
import { aboutView, rowsView } from '../../src/slack/mttr/about-view.ts';
import { profileDeleteView } from '../../src/slack/profiles/profile-delete-view.ts';
import { emptyProfile } from '../../src/slack/profiles/profile-form.ts';
import { profileFormView } from '../../src/slack/profiles/profile-form-view.ts';
import { profileListView } from '../../src/slack/profiles/profile-list-view.ts';
import { settingsView } from '../../src/slack/settings/settings-view.ts';
import { incident } from '../store/records.ts';
import { listed } from './digests/listed-fixture.ts';
import { drilldown, row } from './incidents/rows.ts';
import { digestNamed, exclusionNamed, integrationNamed, namesOf, reportNamed, stateNamed } from './named.ts';
import { NOW } from './records.ts';
import { pointer } from './report-fixture.ts';

type Named<Shown> = (name: string) => Shown;

const filterNamed = (name: string): Filter => [
  { field: 'service', operator: 'equals', values: ['PSVC1'] },
  { field: 'user', operator: 'contains', values: [name] },
];

const profileNamed = (name: string): Profile => ({
  workspaceId: 'T1',
  id: 'profile-1',
  name,
  integrationIds: ['int-1'],
  filter: filterNamed(name),
  track: 'resolved',
});

/** A menu with what people chose in it, and a text that they wrote. */
const rowsNamed = (name: string) =>
  [
    { key: 0, field: 'service', operator: 'equals', values: [{ value: 'PSVC1', label: name }] },
    { key: 1, field: 'user', operator: 'contains', values: [{ value: name, label: name }] },
  ] as const;

const contextNamed = (name: string) =>
  ({ report: reportNamed(name), range: { kind: 'last', days: 30 }, now: NOW }) as const;

/** Every modal that shows a name, with everything in it called the same. */
export const NAMED_MODALS: Readonly<Record<string, Named<ModalView>>> = {
  audienceView: (name) =>
    audienceView({ kind: 'collection', id: 'c1' }, name, { only: null, privateTeams: 'left out' }),
  connectFormView: (name) =>
    connectFormView({
      draft: { ...emptyDraft, name, description: name, tags: name },
      problems: { name: `There is an account called “${name}” already.` },
      egressIps: [],
    }),
  checkingView,
  connectedView,
  waitingForSatelliteView,
  collectionFormView: (name) =>
    collectionFormView({
      form: {
        id: 'c1',
        name,
        description: name,
        tags: name,
        place: 'c0',
        placeLabel: name,
        category: name,
        integrations: [{ value: 'int-1', label: name }],
        rows: rowsNamed(name),
        confirmed: null,
      },
      counts: { before: 1_204, after: 310 },
      problems: { name: `There is a collection called “${name}” already.` },
    }),
  collectionDeleteView: (name) =>
    collectionDeleteView(
      { id: 'c1', name },
      Array.from({ length: 12 }, () => name),
      2,
    ),
  digestConfirmView: (name) => digestConfirmView('delete', listed({ collection: name }), 'U1'),
  digestFormView: (name) =>
    digestFormView({
      draft: newDraft({ zone: 'Europe/Berlin', channelId: 'C1', collection: { id: 'c1', name } }),
      mayPostToChannels: true,
      isPaused: null,
      now: NOW,
    }),
  previewView: (name) => previewView(digestNamed(name), NOW),
  savedView: (name) =>
    savedView({ kind: 'saved', digest: listed().digest, isNew: true, next: NOW }, name, 'U1'),
  stopView: (name) => stopView(listed({ collection: name }), 'U2'),
  exclusionsView: (name) => exclusionsView([exclusionNamed(name)], true),
  incidentsView: (name) =>
    incidentsView({
      drilldown: drilldown(
        [
          row(1, { incident: pointer(1, { title: name, service: name }), priority: name }),
          row(2, { incident: pointer(2, { title: name, service: name }), exclusion: exclusionNamed(name) }),
        ],
        undefined,
        { report: reportNamed(name) },
      ),
      state: drillInto(`service="${name.replaceAll('"', '')}"`),
      now: NOW,
      mayExclude: true,
      exclusions: 1,
    }),
  editView: (name) => editView(integrationNamed(name)),
  reauthView: (name) => reauthView(integrationNamed(name), { problem: name }),
  deleteView: (name) => {
    const names = Array.from({ length: 12 }, () => name);
    return deleteView(integrationNamed(name), { incidents: 1, collections: names, profiles: names });
  },
  deletedView,
  renewedView: (name) => renewedView(name, true),
  spotView: (name) => {
    const found = incident({ service: { id: 'PSVC1', name }, title: name, teams: [{ id: 'PTEAM1', name }] });
    return spotView({ id: 'int-1', name }, spotResult(1, found, 'shown'));
  },
  aboutView: (name) => aboutView(contextNamed(name)),
  rowsView: (name) => rowsView(contextNamed(name)),
  profileFormView: (name) =>
    profileFormView({
      draft: {
        ...emptyProfile,
        name,
        accounts: [{ value: 'int-1', label: name }],
        places: [{ value: 'c1', label: name }],
        rows: rowsNamed(name),
      },
      effects: [
        {
          place: name,
          effect: { window: { start: NOW - 1, end: NOW, zone: 'UTC' }, before: 4, after: 0, partlyKnown: [] },
          replaces: name,
        },
      ],
      now: NOW,
      asks: true,
    }),
  profileListView: (name) =>
    profileListView({
      profiles: [profileNamed(name)],
      assignments: { workspaceId: 'T1', defaultId: 'profile-1', byCollection: { c1: 'profile-1' } },
      names: namesOf(name),
      collections: new Map([['c1', name]]),
      mayEdit: true,
    }),
  profileDeleteView: (name) => profileDeleteView({ id: 'profile-1', name }, name),
  settingsView: (name) =>
    settingsView({
      standing: 'admin',
      default: { id: 'c1', name },
      home: [{ id: 'c1', name }],
      workspace: { workspaceId: 'T1', zone: 'UTC', peopleReports: false },
      now: NOW,
    }),
};

/** The Home of somebody whose accounts, collections, teams and digests are all called the same. */
export function homeNamed(name: string): HomeView {
  const content = {
    states: [stateNamed(name), { ...stateNamed(name), deleting: true }],
    rows: [
      { collection: { id: 'c1', name }, number: { report: reportNamed(name) } },
      { collection: { id: 'c2', name }, number: { sentence: `${name} is not loaded yet.` } },
    ],
    from: 0,
    total: 2,
    picture: { fileId: 'F1', alt: name },
    proposals: [{ integrationId: 'int-1', integration: name, teamId: 'P1', name }],
    digests: [listed({ collection: name })],
    readerId: 'U1',
  };
  return homeView(content, { standing: 'admin', helpers: [] });
}
