import type { Actor } from '../../access/actor.ts';
import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { numbered } from '../blocks/numbered.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { firstWord, unquoted } from '../command/command-text.ts';
import type { CommandWork } from '../command/command-work.ts';
import type { CommandRequest, ListenerServices } from '../listener.ts';
import { respondWith } from '../respond-with.ts';
import type { Services } from '../services.ts';
import { browseFor } from './browse-for.ts';
import { BROWSE_ACTION, OPEN_ACTION } from './collection-actions.ts';
import { detailFor, GONE } from './detail-for.ts';
import { openDeleteCollection, openEditCollection, openNewCollection } from './open-collection-form.ts';

type Needed = ListenerServices & Pick<Services, 'collections' | 'choices'>;

/** `collections`: all of them. */
export const collectionsCommand: CommandWork = async (services, request) => {
  await services.access.demand(request.caller, 'see collections');
  return respondWith(request.respond, await browseFor(services, request.caller, { layout: 'tree', from: 0 }));
};

/** `collection new`, `collection edit Payments`, `collection delete Payments`; `collection Payments` shows it. */
export const collectionCommand: CommandWork = async (services, request, words) => {
  const { client, caller, command } = request;
  const { word, rest } = firstWord(words);
  const opening = { client, caller, triggerId: command.trigger_id };
  switch (word.toLowerCase()) {
    case '':
      return collectionsCommand(services, request, '');
    case 'new':
      return openNewCollection(services, opening);
    case 'edit':
    case 'delete': {
      const name = unquoted(rest);
      if (name === '') return collectionsCommand(services, request, '');
      const open = word.toLowerCase() === 'edit' ? openEditCollection : openDeleteCollection;
      return open(services, opening, { name });
    }
    default:
      return show(services, request, unquoted(words));
  }
};

/** Shows the collection of this name; else asks which one is meant. */
async function show(services: Needed, request: CommandRequest, name: string): Promise<unknown> {
  const { caller, command, respond, tell } = request;
  await services.access.demand(caller, 'see collections');
  const found = await services.collections.find(caller, name);
  if ('nearest' in found) return respondWith(respond, await whichCollection(services, caller, name, found));
  const message = await detailFor(services, caller, found.collection.id, command.channel_id);
  return message === null ? tell(GONE) : respondWith(respond, message);
}

async function whichCollection(
  { collections }: Needed,
  caller: Actor,
  name: string,
  { nearest }: { readonly nearest: readonly string[] },
): Promise<Message> {
  const nodes = await collections.tree(caller);
  const near = nodes.filter(({ collection }) => nearest.includes(collection.name)).slice(0, 10);
  const text = `No collection is called “${escapeMrkdwn(name)}”.${near.length > 0 ? ' Did you mean:' : ''}`;
  return {
    text: `${text} ${near.map(({ collection }) => escapeMrkdwn(collection.name)).join(', ')}`.trim(),
    blocks: [
      section(text),
      ...actions([
        ...near.map(({ collection }, index) =>
          numbered(button(collection.name, OPEN_ACTION, collection.id), index),
        ),
        button('All collections', BROWSE_ACTION, 'tree:0'),
      ]),
    ],
  };
}
