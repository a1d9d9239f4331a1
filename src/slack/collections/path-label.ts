import { pathText, type TreeNode } from '../../collections/collection-tree.ts';
import { shorten } from '../blocks/text.ts';

/** Slack shows so many characters of an entry of a menu. */
const LONGEST = 75;

/** The path of a collection as a menu has room for it: what is left out is at its beginning, since its end is the name. */
export function pathLabel(node: TreeNode): string {
  const path = pathText(node);
  if (path.length <= LONGEST) return path;
  const name = shorten(node.collection.name, LONGEST - LEFT_OUT.length);
  const ends = node.path.map((_, index) => node.path.slice(index + 1).join(' › '));
  const end = ends.find((each) => each !== '' && LEFT_OUT.length + each.length <= LONGEST);
  return `${LEFT_OUT}${end ?? name}`;
}

const LEFT_OUT = '… › ';
