import { Guise } from './guises';
import { alternativesFor, holdsInAnyCase } from '../model/alternatives';
import { Flow } from '../model/flow';
import { selectsNodes } from '../model/node-selection';
import { NamespaceScope, Peer, PodsPeer } from '../model/peer';
import { Policy, Rule } from '../model/policy';
import { PortMatch } from '../model/port-match';
import { selects } from '../model/selector';
import { namespaceLabels, Snapshot } from '../model/snapshot';
import { resolvePortName, Workload } from '../model/workload';
import { allOf, anyOf, Ternary } from '../sets/ternary';

/** Whether the policy applies to the pods of the workload. */
export function appliesTo(snapshot: Snapshot, { subject }: Policy, workload: Workload): Ternary {
  return selectsPods(snapshot, subject, workload);
}

/** Whether the rule matches the flow with the peer in this guise. Port names are looked up on `destination`. */
export function matchesRule(
  snapshot: Snapshot, rule: Rule, guise: Guise, flow: Flow, destination: Workload | undefined,
): Ternary {
  const answer = isForPort(snapshot, rule, flow, destination) ? isAnyPeer(snapshot, rule.peers, guise) : 'no';
  return rule.isOpen === true && answer === 'yes' ? 'unknown' : answer;
}

/** Whether the rule matches anybody on the port of the flow. */
export function isForPort(
  snapshot: Snapshot, { ports }: Rule, flow: Flow, destination: Workload | undefined,
): boolean {
  return ports.some(match => matchesPort(snapshot, match, flow, destination));
}

function isAnyPeer(snapshot: Snapshot, peers: readonly Peer[], guise: Guise): Ternary {
  const { pod } = guise;
  const answer = anyOf(peers.map(peer => isPeer(snapshot, peer, guise)));
  return answer !== 'unknown' || pod === undefined ? answer
    : holdsInAnyCase(alternativesFor(peers, pod), namespaceLabels(snapshot, pod.namespace), pod.labels);
}

function isPeer(snapshot: Snapshot, peer: Peer, guise: Guise): Ternary {
  switch (peer.kind) {
    case 'everyone':
      return 'yes';
    case 'pods':
      return guise.pod === undefined ? 'no' : selectsPods(snapshot, peer, guise.pod);
    case 'outsiders':
      return guise.pod !== undefined ? 'no' : guise.isNode ? peer.nodes : peer.world ? 'yes' : 'no';
    case 'nodes':
      return guise.isNode || guise.pod?.hostNetwork ? selectsNodes(snapshot, peer.nodes, guise.nodes) : 'no';
    case 'names':
      return guise.pod === undefined || guise.pod.hostNetwork ? 'unknown' : 'no';
    case 'addresses': {
      const counts = guise.isNode ? peer.matchesNodes : guise.pod === undefined || peer.matchesPods;
      return counts && peer.addresses.contains(guise.address) ? 'yes' : 'no';
    }
  }
}

/** Whether the peer or subject selects the pods of the workload. */
export function selectsPods(
  snapshot: Snapshot, { namespaces, pods, skipsHostNetwork }: Omit<PodsPeer, 'kind'>, workload: Workload,
): Ternary {
  if (skipsHostNetwork && workload.hostNetwork) {
    return 'no';
  }
  const isMeant = isInScope(snapshot, namespaces, workload.namespace);
  return isMeant === 'no' ? 'no' : allOf([isMeant, selects(pods, workload.labels)]);
}

/** Whether the scope includes the namespace. */
export function isInScope(snapshot: Snapshot, scope: NamespaceScope, namespace: string): Ternary {
  switch (scope.kind) {
    case 'named': return scope.name === namespace ? 'yes' : 'no';
    case 'labeled': return selects(scope.selector, namespaceLabels(snapshot, namespace));
  }
}

/** Whether the flow goes to a matching port. A port name matches nothing when the destination is not a pod. */
export function matchesPort(
  { enforcement }: Snapshot, match: PortMatch, flow: Flow, destination: Workload | undefined,
): boolean {
  switch (match.kind) {
    case 'any':
      return true;
    case 'numbered':
      return match.protocol === flow.protocol && match.ports.contains(flow.port);
    case 'named':
      return match.protocol === flow.protocol && destination !== undefined
        && resolvePortName(destination, match.name, match.protocol, enforcement.portNames).includes(flow.port);
  }
}
