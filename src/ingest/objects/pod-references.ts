import { Workload } from '../../model/workload';
import { NetworkPolicyResource } from '../../resources/network-policy';

/** What the policies look at in a pod. Pods that agree in it are one to every policy. */
export interface PodReferences {
  readonly labelKeys: ReadonlySet<string>;
  readonly portNames: ReadonlySet<string>;
}

/** The label keys and port names that any of the policies mentions. */
export function podReferencesOf(policies: readonly NetworkPolicyResource[]): PodReferences {
  const labelKeys = new Set<string>();
  const portNames = new Set<string>();
  for (const { podSelector, egress, ingress } of policies) {
    const rules = [...egress, ...ingress];
    const selectors = [podSelector, ...rules.flatMap(rule => rule.peers).flatMap(peer => peer.podSelector ?? [])];
    selectors.flatMap(selector => selector.requirements).forEach(({ key }) => labelKeys.add(key));
    rules.flatMap(rule => rule.ports).forEach(({ port }) => typeof port === 'string' && portNames.add(port));
  }
  return { labelKeys, portNames };
}

/** Whether no policy can tell the pod from those of the template. A label that differs from pod to pod can. */
export function areAlike(pod: Workload, template: Workload, { labelKeys, portNames }: PodReferences): boolean {
  return pod.hostNetwork === template.hostNetwork
    && pod.labels.serviceAccount === template.labels.serviceAccount
    && [...keysOf(pod), ...keysOf(template)].every(key => !labelKeys.has(key) || haveSameValue(pod, template, key))
    && namedPorts(pod, portNames) === namedPorts(template, portNames);
}

function keysOf({ labels }: Workload): string[] {
  return [...labels.known.keys(), ...labels.uncertain.keys()];
}

function haveSameValue({ labels: left }: Workload, { labels: right }: Workload, key: string): boolean {
  return !left.uncertain.has(key) && !right.uncertain.has(key) && left.known.get(key) === right.known.get(key);
}

function namedPorts({ ports }: Workload, names: ReadonlySet<string>): string {
  const mentioned = ports.filter(({ name }) => name !== undefined && names.has(name));
  return [...new Set(mentioned.map(({ name, protocol, port }) => `${name} ${protocol} ${port}`))].sort().join();
}
