import type { Actor } from '../../access/actor.ts';
import { allows } from '../../access/permissions.ts';
import { type Panel, smallMultiplesSvg } from '../../chart/small-multiples-svg.ts';
import type { TreeNode } from '../../collections/collection-tree.ts';
import { integrationStates } from '../integrations/integration-state.ts';
import type { Services } from '../services.ts';
import type { HomeNumbers } from './home-numbers.ts';
import { type HomeRow, panelAlt, panelOf } from './home-row.ts';
import { HOME_PAGE, type HomeContent } from './home-view.ts';

/** A picture that is to be drawn, and its words. */
interface Drawing {
  readonly svg: string;
  readonly alt: string;
}

export type HomeServices = Pick<
  Services,
  'connections' | 'sync' | 'upkeep' | 'people' | 'access' | 'collections' | 'choices' | 'digests'
>;

/** Everything on somebody's Home but the picture, and what the picture is of. */
export async function homeContent(
  services: HomeServices,
  numbers: HomeNumbers,
  caller: Actor,
  wanted: number,
): Promise<{ readonly content: HomeContent; readonly drawing: Drawing | null }> {
  const { collections, choices, access } = services;
  const [states, standing, nodes, { home }, digests] = await Promise.all([
    integrationStates(services, caller),
    access.standing(caller),
    collections.tree(caller),
    choices.ofPerson(caller),
    services.digests.list(caller),
  ]);
  const chosen = chosenNodes(nodes, home);
  const from = wanted < chosen.length ? wanted : 0;
  const rows: HomeRow[] = [];
  const shown =
    chosen.length === 0 ? [null] : chosen.slice(from, from + HOME_PAGE).map((node) => node.collection);
  // One after the other: a Home must not keep a question waiting.
  for (const collection of shown) {
    rows.push({ collection, number: await numbers.of(caller, collection?.name ?? null) });
  }
  const mayCreate = allows(standing, 'create collection');
  const proposals = nodes.length === 0 && mayCreate ? await collections.proposals(caller) : [];
  return {
    content: {
      states,
      rows,
      from,
      total: chosen.length,
      picture: null,
      proposals,
      digests,
      readerId: caller.userId,
    },
    drawing: drawingOf(rows.map(panelOf)),
  };
}

/** Those that the person chose, in the order of the tree; else all but the tops of categories that only hold others. */
function chosenNodes(nodes: readonly TreeNode[], home: readonly string[] | null): readonly TreeNode[] {
  const wanted = home === null ? [] : nodes.filter(({ collection }) => home.includes(collection.id));
  if (wanted.length > 0) return wanted;
  const parents = new Set(nodes.map(({ collection }) => collection.parentId));
  return nodes.filter(({ collection, depth }) => depth > 0 || !parents.has(collection.id));
}

function drawingOf(panels: readonly Panel[]): Drawing | null {
  const known = panels.filter(({ bars }) => bars.some(({ value }) => value !== null));
  if (known.length === 0) return null;
  const title = 'MTTR by week (each row in its own scale)';
  return {
    svg: smallMultiplesSvg(title, known),
    alt: `${title}. ${known.map(panelAlt).join('. ')}`,
  };
}
