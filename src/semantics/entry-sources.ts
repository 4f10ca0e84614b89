import { blocksWithin } from './external-blocks';
import { governingPolicies } from './isolation';
import { judge, judgeDirection } from './judge';
import { selectsPods } from './match';
import { unpoliced } from './unpoliced';
import { Endpoint, Flow } from '../model/flow';
import { podRanges, serviceAddresses, takenAddresses, unionOfKnown } from '../model/inside';
import { interpretationsOf } from '../model/interpretation';
import { ANY_VALUE, LabelFacts } from '../model/labels';
import { ExternalBlock } from '../model/matrix';
import { TrafficDirection } from '../model/policy';
import { SELECT_ALL } from '../model/selector';
import { NAMESPACE_NAME_LABEL, Snapshot } from '../model/snapshot';
import { Trace } from '../model/trace';
import { ProxyPods } from '../model/ways-in';
import { Workload } from '../model/workload';
import { ALL_ADDRESSES } from '../sets/addresses';

/** Who it may be that the pods see when traffic from outside reaches them. */
export type EntrySource =
  /** A controller of the input. */
  | { readonly kind: 'controller'; readonly workload: Workload }
  /** A controller that the input does not have, in a pod of any namespace, or of the namespace of the pods. */
  | { readonly kind: 'absent-controller'; readonly namespace?: string }
  | { readonly kind: 'node' }
  | { readonly kind: 'clients'; readonly block: ExternalBlock };

/** A destination and a port of it. */
export type EntryTarget = Pick<Flow, 'destination' | 'protocol' | 'port'>;

/** What the policies say of the source and the destination; nothing is known of what isolates an absent controller. */
export function judgeSource(snapshot: Snapshot, source: EntrySource, target: EntryTarget): Trace {
  if (source.kind !== 'absent-controller') {
    return judge(snapshot, { source: endpointOf(source), ...target });
  }
  const flow: Flow = { source: { kind: 'workload', workload: absentController(source.namespace) }, ...target };
  const ingress = judgeDirection(withAnyNamespace(snapshot), flow, 'ingress');
  return { flow, egress: unpoliced('egress', 'ungoverned', 'allowed'), ingress, verdict: ingress.verdict };
}

function endpointOf(source: Exclude<EntrySource, { kind: 'absent-controller' }>): Endpoint {
  switch (source.kind) {
    case 'controller': return { kind: 'workload', workload: source.workload };
    case 'node': return { kind: 'node' };
    case 'clients': return { kind: 'address', address: source.block.representative };
  }
}

/** No namespace of a cluster can have this name. */
const ANY_NAMESPACE = '(any namespace)';

const NOTHING_KNOWN: LabelFacts = { known: new Map(), uncertain: new Map(), open: 'every' };

function absentController(namespace: string = ANY_NAMESPACE): Workload {
  return {
    kind: 'Pod',
    namespace,
    name: '(a controller)',
    labels: namespace === ANY_NAMESPACE ? NOTHING_KNOWN : { ...NOTHING_KNOWN, namespace },
    ports: [],
    hostNetwork: false,
    isSinglePod: true,
    origin: { object: 'a controller that the input does not have' },
  };
}

/** Made once for a snapshot, since what is found out about it is kept by its identity. */
const extended = new WeakMap<Snapshot, Snapshot>();

/** The cluster with a namespace that may be any of them: not even its name is known. */
function withAnyNamespace(snapshot: Snapshot): Snapshot {
  const made = extended.get(snapshot) ?? {
    ...snapshot,
    namespaces: new Map(snapshot.namespaces).set(ANY_NAMESPACE, {
      name: ANY_NAMESPACE,
      labels: { ...NOTHING_KNOWN, uncertain: new Map([[NAMESPACE_NAME_LABEL, ANY_VALUE]]) },
      injectedLabels: [],
      implied: true,
      origin: { object: 'a namespace' },
    }),
  };
  extended.set(snapshot, made);
  return made;
}

/** The pods of the input that are such a controller, for certain or perhaps. */
export function controllersAmong(snapshot: Snapshot, pods: readonly ProxyPods[]): Workload[] {
  return snapshot.workloads.filter(workload => pods.some(one => selectsPods(snapshot, {
    namespaces: one.namespace === undefined
      ? { kind: 'labeled', selector: SELECT_ALL } : { kind: 'named', name: one.namespace },
    pods: one.pods,
  }, workload) === 'yes'));
}

/**
 * The addresses from which anything outside may send packets to a workload, or for egress at which it may be reached,
 * grouped by what its policies tell apart: all but those of pods and Services. Load balancers and proxies of a cloud
 * often stand among the nodes.
 */
export function clientBlocks(
  snapshot: Snapshot, direction: TrafficDirection = 'ingress',
): (target: Workload) => readonly ExternalBlock[] {
  const addresses = ALL_ADDRESSES.subtract(
    unionOfKnown([podRanges(snapshot), takenAddresses(snapshot), serviceAddresses(snapshot)]));
  return target => {
    const policies = interpretationsOf(snapshot).flatMap(one => governingPolicies(one, target, direction));
    return blocksWithin({ ...snapshot, policies, otherInterpretations: undefined }, addresses);
  };
}
