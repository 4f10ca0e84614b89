import { Member, MemberDoubt } from './member';
import { Endpoint, formatEndpoint } from '../model/flow';
import { selectsNodes } from '../model/node-selection';
import { NodesPeer } from '../model/peer';
import { Snapshot } from '../model/snapshot';
import { formatWorkload, Workload } from '../model/workload';
import { Ternary } from '../sets/ternary';

/**
 * The nodes that peers mean, and the pods that share the network of one.
 *
 * Clusters get further nodes, so that beside those of the input there is always another one; and the node on which the
 * pod at the other end runs is one of all nodes, whichever it is.
 */
export function nodesMeant(snapshot: Snapshot, peers: readonly NodesPeer[], selected: readonly Workload[]): Member[] {
  if (peers.length === 0) {
    return [];
  }
  const known = [...snapshot.nodes.keys()].map((name): Endpoint => ({ kind: 'node', name }));
  const nodes = [...known, ...UNNAMED].map(endpoint => ({
    endpoint,
    name: endpoint.kind === 'node' && endpoint.isElsewhere ? 'another node' : formatEndpoint(endpoint),
    names: endpoint.kind === 'node' && endpoint.name !== undefined ? [endpoint.name] : undefined,
  }));
  const pods = snapshot.workloads.filter(workload => workload.hostNetwork && !selected.includes(workload))
    .map(workload => ({
      endpoint: { kind: 'workload' as const, workload }, name: formatWorkload(workload), workload, names: workload.nodes,
    }));
  return [...nodes, ...pods].flatMap(({ names, ...member }): Member[] => {
    const meant = bestOf(peers.map(peer => selectsNodes(snapshot, peer.nodes, names)));
    return meant === 'no' ? []
      : [{ ...member, isAsNode: true, ...meant === 'unknown' ? { isPerhaps: true, doubt: doubtAbout(member.name) } : {} }];
  });
}

/** The node of the pod at the other end, and one of which the input tells nothing. */
export const UNNAMED: readonly Endpoint[] = [{ kind: 'node', isOwn: true }, { kind: 'node', isElsewhere: true }];

function bestOf(answers: readonly Ternary[]): Ternary {
  return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
}

function doubtAbout(name: string): MemberDoubt {
  return {
    what: `it is not known which labels ${name === 'its own node' || name === 'another node' ? name : `the node of \`${name}\``} has`,
    help: 'ask about `Nodes.all()`, or add the Node objects with their labels to the input',
  };
}
