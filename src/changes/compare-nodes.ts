import { ConnectionRecord, nodeKey } from './record';
import { NodeGroup } from '../model/matrix';

/** Nodes that are in one group before and in one group after, with the key of a node of each. */
export interface ComparedNodes {
  readonly endpoint: NodeGroup;
  readonly before: string;
  readonly after: string;
}

/**
 * The nodes of both, in groups that no workload of either tells apart. A node that one of them does not name is one of
 * those that no manifest names; where only one of them has such, the other names all that there are. None where one of
 * them says nothing about nodes.
 */
export function comparedNodes(before: ConnectionRecord, after: ConnectionRecord): ComparedNodes[] {
  if (before.nodes === undefined || after.nodes === undefined) {
    return [];
  }
  const [past, present] = [before.nodes, after.nodes].map(groupsByName);
  const named = [...new Set([...past.keys(), ...present.keys()])].sort(withoutNameLast)
    .filter(name => name !== undefined || (past.has(name) && present.has(name)));
  const parts = new Map<string, { readonly names: string[]; readonly before: string; readonly after: string }>();
  for (const name of named) {
    const [old, recent] = [past, present].map(groups => (groups.has(name) ? name : undefined));
    const key = `${past.get(old) ?? -1} ${present.get(recent) ?? -1}`;
    const part = parts.get(key) ?? { names: [], before: nodeKey(old), after: nodeKey(recent) };
    parts.set(key, part);
    part.names.push(...name === undefined ? [] : [name]);
  }
  return [...parts.values()].map(({ names, ...keys }) => ({ endpoint: { kind: 'nodes', names }, ...keys }));
}

/** The number of its group by the name of each node; by undefined, that of nodes which no manifest names. */
function groupsByName(groups: readonly NodeGroup[]): Map<string | undefined, number> {
  return new Map(groups.flatMap(({ names }, index) =>
    (names.length === 0 ? [undefined] : names).map((name): [string | undefined, number] => [name, index])));
}

function withoutNameLast(left: string | undefined, right: string | undefined): number {
  return left === right ? 0 : left === undefined ? 1 : right === undefined ? -1 : left < right ? -1 : 1;
}
