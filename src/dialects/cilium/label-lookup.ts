import { Agent } from './agent';
import { CiliumRelease, isAtLeast } from './version';
import { Requirement, Selector } from '../../model/selector';

/** Where Cilium puts the labels of a pod's namespace in the pod's identity. */
const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';

/** Patterns of label keys, matched from the start of the key; the longer match decides. */
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

/** What a key of a pod selector stands for in Cilium's identities, which is not always the pod's label. */
export function lookUpOnPods(selector: Selector, agent: Agent): Selector {
  return { requirements: selector.requirements.map(requirement => lookUp(requirement, agent)) };
}

/** The same for a namespace selector. */
export function lookUpOnNamespaces(selector: Selector, agent: Agent): Selector {
  return {
    requirements: selector.requirements.map(requirement =>
      (isVisible(NAMESPACE_LABELS + requirement.key, agent) ? requirement : { ...requirement, lookup: 'nothing' })),
  };
}

/** Labels that Cilium adds to the identity of every pod. */
const ADDED: ReadonlyMap<string, Requirement['lookup']> = new Map([
  ['io.kubernetes.pod.namespace', 'namespace'],
  ['io.cilium.k8s.policy.serviceaccount', 'service-account'],
]);

function lookUp(requirement: Requirement, agent: Agent): Requirement {
  const lookup = agent.quirks.has('identities-have-more-labels') ? ADDED.get(requirement.key) : undefined;
  return lookup !== undefined ? { ...requirement, lookup }
    : isVisible(requirement.key, agent) ? requirement : { ...requirement, lookup: 'nothing' };
}

/** Cilium leaves labels out of identities that change from pod to pod or from node to node. */
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
