import { Endpoint, Flow } from '../../model/flow';
import { Snapshot } from '../../model/snapshot';
import { Trace } from '../../model/trace';
import { Workload } from '../../model/workload';
import { clientBlocks, judgeSource } from '../../semantics/entry-sources';
import { governingPolicies } from '../../semantics/isolation';
import { judge } from '../../semantics/judge';
import { TransportProtocol } from '../../sets/ports';

/** A port of pods. */
export interface PodPort {
  readonly workload: Workload;
  readonly protocol: TransportProtocol;
  readonly port: number;
}

/** A node on which the pods do not run: their own one may reach them whatever policies say. */
export const OTHER_NODE: Endpoint = { kind: 'node', isElsewhere: true };

/** What the policies say of everybody who may send something to pods, a few standing for all. */
export interface Senders {
  /** Whether certainly no other node and nobody outside the cluster may send to the port. */
  readonly areShutOut: (target: PodPort) => boolean;
  /** Whether certainly no pod may, neither one of the input nor another; one of the namespace, if that is given. */
  readonly arePodsShutOut: (target: PodPort, namespace?: string) => boolean;
  /** The verdict on another node, which stands for all that are denied. */
  readonly fromOtherNode: (target: PodPort) => Trace;
}

export function sendersIn(snapshot: Snapshot): Senders {
  const blocksFor = clientBlocks(snapshot);
  const fromOtherNode = (target: PodPort) => judge(snapshot, { source: OTHER_NODE, ...flowTo(target) });
  return {
    fromOtherNode,
    areShutOut: target => mayBeClosed(snapshot, target.workload) && fromOtherNode(target).verdict === 'denied'
      && blocksFor(target.workload).every(block =>
        judgeSource(snapshot, { kind: 'clients', block }, flowTo(target)).verdict === 'denied'),
    arePodsShutOut: (target, namespace) => mayBeClosed(snapshot, target.workload)
      && (namespace === undefined ? [undefined, target.workload.namespace] : [namespace]).every(where =>
        judgeSource(snapshot, { kind: 'absent-controller', namespace: where }, flowTo(target)).verdict === 'denied'),
  };
}

function flowTo({ workload, protocol, port }: PodPort): Pick<Flow, 'destination' | 'protocol' | 'port'> {
  return { destination: { kind: 'workload', workload }, protocol, port };
}

/** Most pods are not: of those nobody need be judged. */
function mayBeClosed(snapshot: Snapshot, workload: Workload): boolean {
  return snapshot.enforcement.mode === 'always' || governingPolicies(snapshot, workload, 'ingress').length > 0;
}
