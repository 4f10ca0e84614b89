import { Agent } from './agent';
import { CiliumRelease, isAtLeast } from './version';
import { Requirement, Selector } from '../../model/selector';

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
  { pattern: /^batch\.kubernetes\.io\/controller-uid/, since: '1.16' },
  { pattern: /^controller-uid/, since: '1.16' },
  { pattern: /^topology\.kubernetes\.io/, since: '1.20' },
];

/** A pod selector that looks its keys up where Cilium does: in identities, which lack some labels and add others. */
export function lookUpOnPods(selector: Selector, agent: Agent): Selector {
  return { requirements: selector.requirements.map(requirement => lookUp(requirement, agent)) };
}

/** As `lookUpOnPods`, for a namespace selector: identities contain the labels of the namespace under a prefix. */
export function lookUpOnNamespaces(selector: Selector, agent: Agent): Selector {
  return {
    requirements: selector.requirements.map(requirement =>
      (isVisible(NAMESPACE_LABELS + requirement.key, agent) ? requirement : { ...requirement, lookup: 'nothing' })),
  };
}

/** Labels that Cilium adds to the identity of every pod, and what they hold. */
const ADDED: ReadonlyMap<string, Requirement['lookup']> = new Map([
  ['io.kubernetes.pod.namespace', 'namespace'],
  ['io.cilium.k8s.policy.serviceaccount', 'service-account'],
]);

function lookUp(requirement: Requirement, agent: Agent): Requirement {
  const lookup = agent.quirks.has('identities-have-more-labels') ? ADDED.get(requirement.key) : undefined;
  return lookup !== undefined ? { ...requirement, lookup }
    : isVisible(requirement.key, agent) ? requirement : { ...requirement, lookup: 'nothing' };
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
