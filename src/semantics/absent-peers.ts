import { selectsPods } from './match';
import { workloadsOfPeer } from './selected';
import { everyPolicyOf } from '../model/interpretation';
import { labelFacts, LabelFacts, Labels } from '../model/labels';
import { labelsFor, serviceAccountFor } from '../model/labels-for';
import { EVERY_POD, NamespaceScope, PodsPeer } from '../model/peer';
import { rulesOf } from '../model/policy';
import { Requirement, selects } from '../model/selector';
import { UNKNOWN_NAMESPACE, NAMESPACE_NAME_LABEL, namespaceLabels, Snapshot } from '../model/snapshot';
import { Namespace, Workload } from '../model/workload';

/**
 * The cluster with pods that it may have beside those of the input: for each peer of a rule that certainly selects none
 * of the input a pod that it selects, with no more labels than that takes; and one of which nothing at all is known, so
 * that whatever certainly passes between it and another passes for every pod of every namespace.
 *
 * What isolates a pod in a namespace that the input does not have is not known; it is taken to be nothing.
 *
 * @param others clusters of which the rules are asked as well, so that the same pods can be compared in all of them
 */
export function withAbsentPeers(snapshot: Snapshot, others: readonly Snapshot[] = []): Snapshot {
  const namespaces = new Map(snapshot.namespaces);
  const place = (name: string, labels: LabelFacts) => {
    if (!namespaces.has(name)) {
      namespaces.set(name, namespaceOf(name, labels));
    }
  };
  const absent = absentPeers(snapshot, others).flatMap(peer => podOf(snapshot, peer, place) ?? []);
  place(UNKNOWN_NAMESPACE, { ...labelFacts(new Map()), open: 'every' });
  const extended = { ...snapshot, namespaces, workloads: [...snapshot.workloads, ...absent, ANY_POD] };
  // An enforcer may look a key up elsewhere than in the labels, so that no pod meets the selector.
  const isMet = (workload: Workload) =>
    workload.absentPeer === undefined || selectsPods(extended, workload.absentPeer, workload) !== 'no';
  return { ...extended, workloads: extended.workloads.filter(isMet) };
}

/** Each once, of the peers of all rules. */
function absentPeers(snapshot: Snapshot, others: readonly Snapshot[]): PodsPeer[] {
  const peers = new Map<string, PodsPeer>();
  const policies = [snapshot, ...others].flatMap(everyPolicyOf);
  for (const peer of policies.flatMap(rulesOf).flatMap(rule => rule.peers)) {
    if (peer.kind === 'pods') {
      peers.set(JSON.stringify([peer.namespaces, peer.pods]), peer);
    }
  }
  return [...peers.values()].filter(peer => workloadsOfPeer(snapshot, peer).length === 0);
}

/** A pod that the peer selects, or undefined when no pod can have such labels. */
function podOf(
  snapshot: Snapshot, peer: PodsPeer, place: (name: string, labels: LabelFacts) => void,
): Workload | undefined {
  const labels = labelsFor(peer.pods.requirements);
  const namespace = namespaceFor(snapshot, peer.namespaces);
  if (labels === undefined || namespace === undefined) {
    return undefined;
  }
  place(namespace.name, namespace.labels);
  return absentPod(peer, namespace.name, {
    ...labelFacts(labels), namespace: namespace.name, serviceAccount: serviceAccountFor(peer.pods.requirements),
  });
}

/** One of the input if there is one, else one that has just the labels that are asked for. */
function namespaceFor(snapshot: Snapshot, scope: NamespaceScope): Pick<Namespace, 'name' | 'labels'> | undefined {
  if (scope.kind === 'named') {
    return { name: scope.name, labels: namespaceLabels(snapshot, scope.name) };
  }
  const known = [...snapshot.namespaces.values()].find(({ labels }) => selects(scope.selector, labels) === 'yes');
  if (known !== undefined) {
    return known;
  }
  const labels = labelsFor([...scope.selector.requirements, ...NOT_IN_THE_INPUT(snapshot)]);
  const name = labels?.get(NAMESPACE_NAME_LABEL);
  return labels && { name: name ?? namespaceWith(labels), labels: labelFacts(labels) };
}

const NOT_IN_THE_INPUT = ({ namespaces }: Snapshot): Requirement[] =>
  [{ key: NAMESPACE_NAME_LABEL, operator: 'NotIn', values: [...namespaces.keys()] }];

/** No namespace of a cluster can have such a name. */
function namespaceWith(labels: Labels): string {
  return `(with ${[...labels].map(([key, value]) => `${key}=${value}`).join(',')})`;
}

/** Whatever labels it has, and wherever it is. */
const ANY_POD: Workload = absentPod(
  EVERY_POD, UNKNOWN_NAMESPACE, { ...labelFacts(new Map()), open: 'every', namespace: UNKNOWN_NAMESPACE });

function absentPod(peer: PodsPeer, namespace: string, labels: LabelFacts): Workload {
  return {
    kind: 'Pod',
    namespace,
    name: '(not in the input)',
    labels,
    ports: [],
    hostNetwork: false,
    isSinglePod: false,
    absentPeer: peer,
    origin: { object: 'a pod that the input does not have' },
  };
}

function namespaceOf(name: string, labels: LabelFacts): Namespace {
  return { name, labels, injectedLabels: [], implied: true, origin: { object: `Namespace ${name}` } };
}
