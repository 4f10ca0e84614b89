import { absentPod, NEW_POD } from './absent-pods';
import { Party } from './assertion';
import { blockMember, Member, MemberDoubt, podsOf } from './member';
import { UNNAMED } from './node-members';
import { formatEndpoint } from '../model/flow';
import { outsideAddresses } from '../model/inside';
import { labelFacts } from '../model/labels';
import { PortMatch } from '../model/port-match';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';
import { apiServerOf } from '../semantics/api-server';
import { blocksWithin } from '../semantics/external-blocks';
import { AddressSet } from '../sets/addresses';
import { IntervalSet } from '../sets/interval-set';
import { ALL_PORTS } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';

/**
 * Where the API server connects from. Where its pods are in the input, as in a dump of a cluster of kubeadm, that is
 * they. Else it may be its own address, a node, the one of the pod too, through which some clusters send what it sends,
 * or an agent in a pod.
 */
export function apiServerAsSource(snapshot: Snapshot, party: Party): Member[] {
  if (!meansApiServer(party)) {
    return [];
  }
  const pods = podsOfApiServer(snapshot);
  return pods.length > 0 ? pods.map(workload => podsOf(workload, workload)) : [
    ...placesOf(snapshot), ...agentsOf(snapshot),
  ].map(member => ({ ...member, isPerhaps: true, isOneOf: true, doubt: UNKNOWN_SOURCE }));
}

/** Where the API server may be, if the input does not tell the addresses behind its Service. */
export function lostApiServer(snapshot: Snapshot, party: Party): Member[] {
  if (!meansApiServer(party) || apiServerOf(snapshot) !== undefined) {
    return [];
  }
  const pods = podsOfApiServer(snapshot).map(workload => podsOf(workload, workload));
  return (pods.length > 0 ? pods : placesOf(snapshot)).map(member => (
    { ...member, trafficOn: trafficToApiServer, isPerhaps: true, isOneOf: true, doubt: LOST, isAsNode: true }));
}

export function meansApiServer({ beyondPolicies }: Party): boolean {
  return beyondPolicies?.some(({ kind }) => kind === 'api-server') === true;
}

/** What would settle it. */
export const WHERE_API_SERVER_IS = 'say where it listens, as `kubectl get endpointslices --namespace default` shows: '
  + '`facts: { apiServers: [\'192.0.2.10:6443\'] }`; or add Service default/kubernetes and its EndpointSlice to the input';

const LOST: MemberDoubt = {
  what: 'the input does not tell where the API server is, nor on which port it listens behind TCP 443 of its Service: '
    + 'it may be at any address outside the cluster, or on any node',
  help: WHERE_API_SERVER_IS,
};

const UNKNOWN_SOURCE: MemberDoubt = {
  what: 'it is not known from where the API server connects: from its own address, through a node or through an agent in a pod (konnectivity)',
  help: 'admit or deny all of these alike: a rule for the port alone, without peers, admits them all',
};

/** The addresses behind its Service, or without these any address outside, and every node. */
function placesOf(snapshot: Snapshot): Member[] {
  const server = apiServerOf(snapshot);
  const known = server === undefined ? undefined
    : server.addresses.map(({ endpoint }): Member => ({ endpoint, name: formatEndpoint(endpoint) }));
  return [
    ...known ?? blocksWithin(snapshot, outsideAddresses(snapshot)).map(({ cidrs }) => blockMember(cidrs)),
    ...[...snapshot.nodes.keys()].map((name): Member => ({ endpoint: { kind: 'node', name }, name: `node ${name}` })),
    ...UNNAMED.map((endpoint): Member => (
      { endpoint, name: endpoint.kind === 'node' && endpoint.isElsewhere ? 'another node' : formatEndpoint(endpoint) })),
  ];
}

/** Everybody knows it by port 443 of its Service, and that leads to a port which is up to the cluster; it speaks TCP. */
function trafficToApiServer(ports: readonly PortMatch[]): TrafficSet {
  return ports.map((match): TrafficSet => {
    const isOfService = match.kind === 'any' || (match.protocol === 'TCP'
      && (match.kind === 'named' ? match.name === PORT_NAME : match.ports.contains(SERVICE_PORT)));
    return isOfService ? TrafficSet.of('TCP', ALL_PORTS)
      : match.kind === 'numbered' ? TrafficSet.of(match.protocol, match.ports) : TrafficSet.NONE;
  }).reduce((sum, part) => sum.union(part), TrafficSet.NONE);
}

/** Of Service default/kubernetes, in every cluster. */
const SERVICE_PORT = 443;
const PORT_NAME = 'https';

/** Of kubeadm, and of OpenShift. */
function podsOfApiServer({ workloads }: Snapshot): Workload[] {
  return workloads.filter(({ namespace, labels: { known } }) =>
    (namespace === 'kube-system' && known.get('component') === 'kube-apiserver')
    || (namespace === 'openshift-kube-apiserver' && known.get('apiserver') === 'true'));
}

/**
 * Pods of the input that pass on what the API server sends, or one such pod that the input does not have.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/setup-konnectivity/
 */
function agentsOf({ workloads }: Snapshot): Member[] {
  const known = workloads.filter(({ namespace, labels }) => namespace === AGENT.namespace
    && labels.known.get(AGENT_LABEL) === AGENT_NAME);
  return known.length > 0 ? known.map(workload => podsOf(workload, workload))
    : [{ endpoint: { kind: 'workload', workload: AGENT }, name: 'an agent of the API server in namespace `kube-system`' }];
}

const AGENT_LABEL = 'k8s-app';
const AGENT_NAME = 'konnectivity-agent';

const AGENT: Workload = absentPod({
  namespace: 'kube-system',
  name: NEW_POD,
  labels: { ...labelFacts(new Map([[AGENT_LABEL, AGENT_NAME]])), open: 'every' },
  isSinglePod: false,
});

/** The addresses behind its Service, for a party that means it, as far as the input tells. */
export function addressesOfApiServer(snapshot: Snapshot, party: Party): AddressSet {
  const known = meansApiServer(party) ? apiServerOf(snapshot)?.addresses ?? [] : [];
  return IntervalSet.from(known.map(({ address }) => ({ start: address, end: address + 1n })));
}
