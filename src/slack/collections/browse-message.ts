import type { AnyBlock, ExternalSelect } from '@slack/types';
import { allows } from '../../access/permissions.ts';
import { pathText, type TreeNode } from '../../collections/collection-tree.ts';
import type { Proposal } from '../../collections/collections.ts';
import type { Standing } from '../../domain/role.ts';
import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { numbered } from '../blocks/numbered.ts';
import { plural } from '../blocks/numbers.ts';
import { context, paragraphs, section } from '../blocks/section.ts';
import { escapeMrkdwn, plain, shorten, shortenMrkdwn } from '../blocks/text.ts';
import { ADOPT_ACTION, BROWSE_ACTION, NEW_ACTION, OPEN_ACTION } from './collection-actions.ts';
import { definitionText } from './definition-text.ts';

/** How collections are listed: below each other, or each with its whole path. */
export type Layout = 'tree' | 'flat';

interface Browsing {
  readonly nodes: readonly TreeNode[];
  readonly names: ReadonlyMap<string, string>;
  /** For those who may create. */
  readonly proposals: readonly Proposal[];
  readonly standing: Standing;
  readonly layout: Layout;
  readonly from: number;
}

const PAGE = 40;
const PROPOSALS_SHOWN = 5;

/** `/sei-pagerduty collections`: where each stands, what it narrows, and a menu that finds one. */
export function browseMessage(browsing: Browsing): Message {
  const { nodes, layout, standing } = browsing;
  if (nodes.length === 0) return none(browsing);
  const from = browsing.from < nodes.length ? browsing.from : 0;
  const shown = nodes.slice(from, from + PAGE);
  const rest = nodes.length - from - shown.length;
  const lines = shown.map((node, index) => lineOf(node, shown[index - 1], browsing));
  const next = button(`Show ${Math.min(PAGE, rest)} more`, BROWSE_ACTION, `${layout}:${from + PAGE}`);
  const other = layout === 'tree' ? 'flat' : 'tree';
  return {
    text: shortenMrkdwn(`${plural(nodes.length, 'collection')}\n${lines.join('\n')}`, 20_000),
    blocks: [
      section(`*Collections*: whose incidents a number is about. Ask with \`/sei-mttr collection="…"\``),
      { type: 'actions', elements: [finder()] },
      ...paragraphs(lines),
      ...(rest > 0 ? [context(`${from + shown.length} of ${nodes.length} shown`)] : []),
      ...proposalBlocks(browsing),
      ...actions([
        ...(rest > 0 ? [next] : []),
        numbered(button(layout === 'tree' ? 'As a list' : 'As a tree', BROWSE_ACTION, `${other}:0`), 1),
        ...(allows(standing, 'create collection') ? [button('New collection', NEW_ACTION)] : []),
      ]),
    ],
  };
}

function none(browsing: Browsing): Message {
  const mayCreate = allows(browsing.standing, 'create collection');
  const text = `There are no collections yet. A collection says whose incidents a number is about: a team’s, a product’s, a sprint’s. ${mayCreate ? '' : 'Collection Admins and SEI Admins can make one.'}`;
  return {
    text,
    blocks: [
      section(text),
      ...proposalBlocks(browsing),
      ...actions(mayCreate ? [button('New collection', NEW_ACTION, undefined, { style: 'primary' })] : []),
    ],
  };
}

function lineOf(node: TreeNode, before: TreeNode | undefined, { layout, names }: Browsing): string {
  const { collection, category, depth } = node;
  const definition = escapeMrkdwn(shorten(definitionText(collection, names), 300));
  if (layout === 'flat') return `• ${escapeMrkdwn(pathText(node))}: ${definition}`;
  const head = before?.category === category ? '' : `*${escapeMrkdwn(category)}*\n`;
  return `${head}${'\u2003'.repeat(depth)}• ${escapeMrkdwn(collection.name)}: ${definition}`;
}

/** Teams of PagerDuty's that have no collection yet, one click each. */
export function proposalBlocks({ proposals }: Pick<Browsing, 'proposals'>): AnyBlock[] {
  if (proposals.length === 0) return [];
  const shown = proposals.slice(0, PROPOSALS_SHOWN);
  const rest = proposals.length - shown.length;
  return [
    section(
      `*From your PagerDuty teams*: ${plural(proposals.length, 'team has', 'teams have')} no collection yet. One click makes one.`,
    ),
    ...actions(
      shown.map(({ name, integrationId, teamId }, index) =>
        numbered(button(`+ ${name}`, ADOPT_ACTION, JSON.stringify([integrationId, teamId])), index),
      ),
    ),
    ...(rest > 0
      ? [
          context(
            `and ${plural(rest, 'more team')}: ${rest === 1 ? 'it shows' : 'they show'} up when these are made`,
          ),
        ]
      : []),
  ];
}

/** A menu that searches while somebody types. */
export function finder(): ExternalSelect {
  return {
    type: 'external_select',
    action_id: OPEN_ACTION,
    placeholder: plain('Find a collection'),
    min_query_length: 0,
  };
}
