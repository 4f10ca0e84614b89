import { addressesOfNodes, otherNodes } from '../../model/inside';
import { NodeGroup } from '../../model/matrix';
import { Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';
import { AddressAtoms } from '../atoms/address-atoms';

/** A workload, and nodes on which it does not run, which no policy tells apart. */
export interface NodePair {
  readonly workload: Workload;
  readonly nodes: NodeGroup;
}

/**
 * Each of the workloads with the other nodes of the input, and with those of which only the range is declared. Its own
 * node is none of them: whether a pod may reach that does not depend on what policies say of nodes.
 */
export function nodePairs(snapshot: Snapshot, atoms: AddressAtoms, workloads: readonly Workload[]): NodePair[] {
  const groups = new Map<string, string[]>();
  for (const name of snapshot.nodes.keys()) {
    const { key } = atoms.signatureOf(addressesOfNodes(snapshot, [name]));
    groups.set(key, [...groups.get(key) ?? [], name]);
  }
  const named = [...groups.values()];
  const all = otherNodes(snapshot).isEmpty ? named : [...named, []];
  return workloads.filter(({ hostNetwork }) => !hostNetwork).flatMap(workload => all
    .map(names => ({ isRange: names.length === 0, names: names.filter(name => !runsOnlyOn(workload, name)) }))
    .filter(({ isRange, names }) => isRange || names.length > 0)
    .map(({ names }): NodePair => ({ workload, nodes: { kind: 'nodes', names } })));
}

function runsOnlyOn({ nodes }: Workload, name: string): boolean {
  return nodes?.length === 1 && nodes[0] === name;
}
