import type { Button } from '@slack/types';
import { allows } from '../../access/permissions.ts';
import { pathText, type TreeNode } from '../../collections/collection-tree.ts';
import type { Standing } from '../../domain/role.ts';
import { AUDIENCE_ACTION } from '../audience/audience-view.ts';
import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { context, section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { askButton } from '../mttr/ask-button.ts';
import { ephemeral, plainQuestion } from '../mttr/asked.ts';
import {
  BROWSE_ACTION,
  CHANNEL_ACTION,
  DELETE_ACTION,
  EDIT_ACTION,
  MINE_ACTION,
} from './collection-actions.ts';
import { definitionText } from './definition-text.ts';

interface Detail {
  readonly node: TreeNode;
  /** Its ancestors and itself, from the root. */
  readonly path: readonly TreeNode[];
  readonly names: ReadonlyMap<string, string>;
  readonly standing: Standing;
  /** Whether it is the reader's default. */
  readonly isMine: boolean;
  /** Whether it is the default of the channel it is shown in; `null` where it is shown in none. */
  readonly isOfChannel: boolean | null;
}

/** One collection: where it stands, what narrows it, and what can be done with it. */
export function detailMessage(detail: Detail): Message {
  const { node, path, names, isMine, isOfChannel } = detail;
  const { collection } = node;
  const lines = path.map(({ collection: each }) => {
    const own = each.id === collection.id ? '' : ` (from ${escapeMrkdwn(each.name)})`;
    return `• ${escapeMrkdwn(definitionText(each, names))}${own}`;
  });
  const text = `*${escapeMrkdwn(collection.name)}*\n${escapeMrkdwn(pathText(node))}`;
  const about = [collection.description, ...collection.tags.map((tag) => `#${tag}`)].filter(
    (part) => part !== '',
  );
  const remarks = [
    ...about.map(escapeMrkdwn),
    ...(isMine ? ['Your default: `/sei-mttr` alone is about it.'] : []),
    ...(isOfChannel === true ? ['The default of this channel.'] : []),
  ];
  return {
    text: `${text}\n${lines.join('\n')}`,
    blocks: [
      section(text),
      section(`*Incidents that fit all of this*\n${lines.join('\n')}`),
      ...(remarks.length === 0 ? [] : [context(remarks.join('\n'))]),
      ...actions(buttonsOf(detail)),
    ],
  };
}

function buttonsOf({ node: { collection }, standing, isMine, isOfChannel }: Detail): Button[] {
  const asked = ephemeral({ ...plainQuestion, collection: collection.name });
  const { id } = collection;
  const mayChannel = isOfChannel !== null && allows(standing, 'choose channel collection');
  return [
    ...askButton('MTTR, last 30 days', 'collection', asked),
    isMine ? button('No longer my default', MINE_ACTION) : button('Make it my default', MINE_ACTION, id),
    ...(mayChannel
      ? [
          isOfChannel
            ? button('No longer this channel’s default', CHANNEL_ACTION)
            : button('Default of this channel', CHANNEL_ACTION, id),
        ]
      : []),
    ...(allows(standing, 'edit collection') ? [button('Edit or move', EDIT_ACTION, id)] : []),
    ...(allows(standing, 'set audience')
      ? [button('Who sees it', AUDIENCE_ACTION, JSON.stringify({ kind: 'collection', id }))]
      : []),
    ...(allows(standing, 'delete collection') ? [button('Delete…', DELETE_ACTION, id)] : []),
    button('All collections', BROWSE_ACTION, 'tree:0'),
  ];
}
