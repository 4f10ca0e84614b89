import { Agent } from './agent';
import { CiliumRelease, isAtLeast } from './version';
import { NamespaceScope } from '../../model/peer';
import { Subject } from '../../model/policy';
import { Lookup, Requirement, Selector } from '../../model/selector';
import { NAMESPACE_NAME_LABEL } from '../../model/snapshot';
import { ResourceSelector } from '../../resources/network-policy';

/** The prefix under which the identity of a pod contains the labels of its namespace. */
const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';

/** Which label keys identities contain. Matched from the start of the key; the longer match in either list decides. */
const INCLUDED = [/^io\.kubernetes\.pod\.namespace/, /^io\.cilium\.k8s\.namespace\.labels/, /^app\.kubernetes\.io/];

const EXCLUDED: readonly { readonly pattern: RegExp; readonly since: CiliumRelease }[] = [
  { pattern: /^io\.kubernetes/, since: '1.15' },
  { pattern: /^kubernetes\.io/, since: '1.15' },
  { pattern: /^.*beta\.kubernetes\.io/, since: '1.15' },
  { pattern: /^k8s\.io/, since: '1.15' },
  { pattern: /^pod-template-generation/, since: '1.15' },
  { pattern: /^pod-template-hash/, since: '1.15' },
  { pattern: /^controller-revision-hash/, since: '1.15' },
  { pattern: /^annotation.*/, since: '1.15' },
  { pattern: /^etcd_node/, since: '1.15' },
  { pattern: /^statefulset\.kubernetes\.io\/pod-name/, since: '1.15' },
  { pattern: /^apps\.kubernetes\.io\/pod-index/, since: '1.15' },
  { pattern: /^batch\.kubernetes\.io\/job-completion-index/, since: '1.15' },
  { pattern: /^batch\.kubernetes\.io\/controller-uid/, since: '1.15' },
  { pattern: /^controller-uid/, since: '1.15' },
  { pattern: /^topology\.kubernetes\.io/, since: '1.19' },
];

/** The label of an identity that holds the name of the cluster. */
export const CLUSTER = 'io.cilium.k8s.policy.cluster';

/** The label of an identity that holds the namespace of the pod. */
const NAMESPACE = 'io.kubernetes.pod.namespace';

/** The pods that a selector means in the namespace of its policy. */
export function podsOfNamespace(pods: ResourceSelector, namespace: string, agent: Agent): Subject {
  const isForced = agent.quirks.has('own-namespace-is-forced') && pods.matchLabels.includes(NAMESPACE);
  const meant = isForced ? withOwnNamespace(pods, namespace) : pods;
  const { ofNamespace, ofPod } = requirementsOn(meant, agent);
  return {
    namespaces: ofNamespace.length === 0 ? { kind: 'named', name: namespace }
      : labeled([{ key: NAMESPACE_NAME_LABEL, operator: 'In', values: [namespace] }, ...ofNamespace]),
    pods: { requirements: ofPod },
  };
}

/**
 * The pods that a selector means in the namespaces that another one selects. Cilium writes the `matchLabels` of both into
 * one map, so that those of the podSelector replace those of the namespaceSelector that mean the same label.
 */
export function podsOfNamespaces(pods: ResourceSelector, namespaces: ResourceSelector, agent: Agent): Subject {
  const { ofNamespace, ofPod } = requirementsOn(pods, agent);
  const isReplaced = (key: string, place: number) => agent.quirks.has('identities-have-more-labels')
    && place < namespaces.matchLabels.length && pods.matchLabels.includes(NAMESPACE_LABELS + key);
  const kept = namespaces.requirements.filter(({ key }, place) => !isReplaced(key, place));
  return {
    namespaces: labeled([...kept.map(one => lookUpOnNamespace(one, agent)), ...ofNamespace]),
    pods: { requirements: ofPod },
  };
}

function labeled(requirements: readonly Requirement[]): NamespaceScope {
  return { kind: 'labeled', selector: { requirements } };
}

/** Cilium writes the namespace of the policy over the label of `matchLabels`; `matchExpressions` stay as they are. */
function withOwnNamespace({ requirements, matchLabels }: ResourceSelector, namespace: string): ResourceSelector {
  return {
    requirements: requirements.map((requirement, place) => (place >= matchLabels.length || requirement.key !== NAMESPACE
      ? requirement : { ...requirement, values: [namespace] })),
    matchLabels,
  };
}

/** What a pod selector asks of the labels of the namespace, which identities contain too, and what of the pod. */
function requirementsOn(
  { requirements }: Selector, agent: Agent,
): { readonly ofNamespace: readonly Requirement[]; readonly ofPod: readonly Requirement[] } {
  const isOfNamespace = ({ key }: Requirement) =>
    agent.quirks.has('identities-have-more-labels') && key.startsWith(NAMESPACE_LABELS);
  return {
    ofNamespace: requirements.filter(isOfNamespace)
      .map(one => lookUpOnNamespace({ ...one, key: one.key.slice(NAMESPACE_LABELS.length) }, agent)),
    ofPod: requirements.filter(one => !isOfNamespace(one)).map(one => lookUpOnPod(one, agent)),
  };
}

function lookUpOnPod(requirement: Requirement, agent: Agent): Requirement {
  const lookup = agent.quirks.has('identities-have-more-labels') ? addedLabel(requirement.key, agent) : undefined;
  return lookup !== undefined ? { ...requirement, lookup }
    : isVisible(requirement.key, agent) && !isReserved(requirement.key, agent)
      ? requirement : { ...requirement, lookup: 'nothing' };
}

function lookUpOnNamespace(requirement: Requirement, agent: Agent): Requirement {
  return isVisible(NAMESPACE_LABELS + requirement.key, agent) ? requirement : { ...requirement, lookup: 'nothing' };
}

/** Labels of pods that Cilium takes for its own never reach identities; 1.15 puts back one, which Istio's sidecar has. */
function isReserved(key: string, { options: { version }, quirks }: Agent): boolean {
  return quirks.has('labels-are-dropped') && key.startsWith('io.cilium.k8s')
    && (isAtLeast(version, '1.16') || key !== 'io.cilium.k8s.policy.istiosidecarproxy');
}

/** What a label holds that Cilium adds to the identity of every pod. */
function addedLabel(key: string, { options: { clusterName } }: Agent): Lookup | undefined {
  switch (key) {
    case NAMESPACE: return 'namespace';
    case 'io.cilium.k8s.policy.serviceaccount': return 'service-account';
    case CLUSTER: return { is: clusterName };
    default: return undefined;
  }
}

/** Whether identities contain a label of this key. Cilium leaves out those that differ between replicas or nodes. */
function isVisible(key: string, { options: { version }, quirks }: Agent): boolean {
  if (!quirks.has('labels-are-dropped')) {
    return true;
  }
  const excluded = EXCLUDED.filter(({ since }) => isAtLeast(version, since)).map(({ pattern }) => pattern);
  return longestMatch(excluded, key) === 0 || longestMatch(INCLUDED, key) > longestMatch(excluded, key);
}

function longestMatch(patterns: readonly RegExp[], key: string): number {
  return Math.max(0, ...patterns.map(pattern => pattern.exec(key)?.[0].length ?? 0));
}
