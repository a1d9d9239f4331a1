import type { AnyBlock, HomeView, ImageBlock } from '@slack/types';
import { allows } from '../../access/permissions.ts';
import type { RefusedError } from '../../access/refused-error.ts';
import type { Proposal } from '../../collections/collections.ts';
import type { ListedDigest } from '../../digest/digests.ts';
import { actions, button } from '../blocks/button.ts';
import { numbered } from '../blocks/numbered.ts';
import { plural } from '../blocks/numbers.ts';
import { context, section } from '../blocks/section.ts';
import { plain, shorten } from '../blocks/text.ts';
import { finder, proposalBlocks } from '../collections/browse-message.ts';
import { BROWSE_ACTION, NEW_ACTION } from '../collections/collection-actions.ts';
import { CONNECT_ACTION } from '../connect/connect-actions.ts';
import { LIST_ACTION, STATUS_ACTION } from '../integrations/integration-actions.ts';
import { integrationLines } from '../integrations/integration-lines.ts';
import type { IntegrationState } from '../integrations/integration-state.ts';
import { askButton } from '../mttr/ask-button.ts';
import { ephemeral, plainQuestion } from '../mttr/asked.ts';
import { HELP_ACTION } from '../mttr/mttr-actions.ts';
import type { Viewer } from '../mttr/viewer-of.ts';
import { whoCanHelp } from '../roles/refusal.ts';
import { refusalMessage } from '../roles/refusal-message.ts';
import { ROLES_ACTION } from '../roles/role-actions.ts';
import { PAGE_ACTION, SETTINGS_ACTION } from './home-actions.ts';
import { homeDigests } from './home-digests.ts';
import { type HomeRow, rowText } from './home-row.ts';

/** So many collections are drawn at once. */
export const HOME_PAGE = 8;
const ACCOUNTS_SHOWN = 10;

/** What the Home shows once an account is connected. */
export interface HomeContent {
  readonly states: readonly IntegrationState[];
  readonly rows: readonly HomeRow[];
  /** How many collections come before those shown, and how many there are in all. */
  readonly from: number;
  readonly total: number;
  /** Slack's id of the picture, with its words; `null` while there is none. */
  readonly picture: { readonly fileId: string; readonly alt: string } | null;
  readonly proposals: readonly Proposal[];
  readonly digests: readonly ListedDigest[];
  /** Slack user id of whose Home it is. */
  readonly readerId: string;
}

/** The App Home before connecting: what the app does and how to begin. */
export function welcomeHome({ standing, helpers }: Viewer): HomeView {
  const mayConnect = allows(standing, 'connect');
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain('How fast do you really recover?') },
      section(
        'SEI PagerDuty reads your PagerDuty incidents and tells your teams their MTTR (mean time to restore) per service, with numbers that can be checked incident by incident.',
      ),
      section(
        [
          '*Three steps*',
          '1. An SEI Admin (a workspace admin or owner) connects PagerDuty with a read-only key: two minutes.',
          '2. Your incidents are loaded, the newest first. Progress comes as a message.',
          '3. Everybody asks in any channel: `/sei-mttr checkout`',
        ].join('\n'),
      ),
      ...(mayConnect ? [] : [section(`SEI Admins can connect PagerDuty. ${whoCanHelp(helpers)}`)]),
      ...actions([
        ...(mayConnect ? [button('Connect PagerDuty', CONNECT_ACTION, undefined, { style: 'primary' })] : []),
        button('What I can ask', HELP_ACTION),
      ]),
      context('We only read: incidents, services, teams, user names. The key is stored encrypted.'),
    ],
  };
}

/** For guests and people of other organisations. */
export function refusedHome(refused: RefusedError): HomeView {
  return { type: 'home', blocks: refusalMessage(refused).blocks };
}

/** The App Home afterwards: how fast each collection recovers, how the accounts are, and the way to more. */
export function homeView(content: HomeContent, viewer: Viewer): HomeView {
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain('MTTR, last 30 days') },
      ...content.rows.map(rowBlock),
      ...pictureBlock(content.picture),
      ...pages(content),
      ...proposalBlocks(content),
      section('*Find a collection*, or see all of them', finder()),
      ...actions([
        button('All collections', BROWSE_ACTION, 'tree:0'),
        ...(allows(viewer.standing, 'create collection') ? [button('New collection', NEW_ACTION)] : []),
        button('Settings', SETTINGS_ACTION),
        button('Roles', ROLES_ACTION),
      ]),
      { type: 'divider' },
      ...homeDigests(content.digests, content.readerId),
      { type: 'divider' },
      ...accounts(content.states),
      { type: 'divider' },
      section(
        '*Ask in any channel* (only you see the answer)\n`/sei-mttr`\n`/sei-mttr urgency=high by=week last=90d`',
      ),
      ...actions([
        button('What I can ask', HELP_ACTION),
        ...(allows(viewer.standing, 'connect') ? [button('Connect another account', CONNECT_ACTION)] : []),
      ]),
    ],
  };
}

function rowBlock(row: HomeRow, index: number): AnyBlock {
  const asked = ephemeral({ ...plainQuestion, collection: row.collection?.name ?? null });
  const [ask] = askButton('Details', `home_${index}`, asked);
  return section(rowText(row), ask);
}

function pictureBlock(picture: HomeContent['picture']): AnyBlock[] {
  if (picture === null) return [];
  const image: ImageBlock = {
    type: 'image',
    slack_file: { id: picture.fileId },
    alt_text: shorten(picture.alt, 2_000),
  };
  return [image];
}

function pages({ from, rows, total }: HomeContent): AnyBlock[] {
  if (total <= HOME_PAGE) return [];
  const before = Math.max(0, from - HOME_PAGE);
  const after = from + rows.length;
  const rest = Math.min(HOME_PAGE, total - after);
  return [
    context(`${from + 1}–${after} of ${plural(total, 'collection')}`),
    ...actions([
      ...(from > 0 ? [button('Back', PAGE_ACTION, String(before))] : []),
      ...(rest > 0 ? [numbered(button(`Show ${rest} more`, PAGE_ACTION, String(after)), 1)] : []),
    ]),
  ];
}

function accounts(states: readonly IntegrationState[]): AnyBlock[] {
  const shown = states.slice(0, ACCOUNTS_SHOWN);
  const rest = states.length - shown.length;
  return [
    section('*PagerDuty accounts*'),
    ...shown.map((state, index) =>
      section(
        integrationLines(state),
        numbered(button('Status', STATUS_ACTION, state.integration.id), index),
      ),
    ),
    ...(rest > 0 ? actions([button(`and ${plural(rest, 'more account')}`, LIST_ACTION)]) : []),
  ];
}
