import { Label } from './pasteable-code';
import { itemYaml, yamlScalar, selectorYaml } from './selector-yaml';
import { FlowProtocol } from '../../model/flow';
import { Policy, TrafficDirection } from '../../model/policy';
import { PortMatch } from '../../model/port-match';
import { selectorFor } from '../../model/selector';
import { NAMESPACE_NAME_LABEL, Snapshot } from '../../model/snapshot';
import { ALL_PORTS } from '../../sets/ports';
import { oneLine } from '../../sets/visible';

/** A NetworkPolicy with one rule. It is for pods that are isolated in its direction already: others it would isolate. */
export interface PastedPolicy {
  /** What it is called, unless a policy of the namespace is. */
  readonly name: string;
  readonly namespace: string;
  /** None for all pods of the namespace. */
  readonly subject: readonly Label[];
  readonly direction: TrafficDirection;
  /** Items of `to` or `from`, each as lines. */
  readonly peers: readonly (readonly string[])[];
  /** Items of `ports`. */
  readonly ports: readonly string[];
}

/** The policy as the lines of a manifest. */
export function policyYaml(snapshot: Snapshot, policy: PastedPolicy): string[] {
  const { name, namespace, subject, direction, peers, ports } = policy;
  const [type, side] = direction === 'egress' ? ['Egress', 'to'] : ['Ingress', 'from'];
  return [
    'apiVersion: networking.k8s.io/v1',
    'kind: NetworkPolicy',
    'metadata:',
    `  name: ${yamlScalar(freeName(snapshot.policies, namespace, name))}`,
    `  namespace: ${yamlScalar(namespace)}`,
    'spec:',
    ...selectorYaml('podSelector', selectorFor(subject)).map(line => `  ${line}`),
    `  policyTypes: [${type}]`,
    `  ${direction}:`,
    `    - ${side}:`,
    ...peers.flatMap(itemYaml).map(line => `        ${line}`),
    '      ports:',
    ...ports.map(port => `        - ${port}`),
  ];
}

/** Pods of a namespace as a peer of a policy, which stands in the same namespace or another. */
export function podsPeerYaml(labels: readonly Label[], namespace: string, ofPolicy: string): string[] {
  const elsewhere = selectorYaml('namespaceSelector', selectorFor([[NAMESPACE_NAME_LABEL, namespace]]));
  return [...namespace === ofPolicy ? [] : elsewhere, ...selectorYaml('podSelector', selectorFor(labels))];
}

/** `{ protocol: TCP, port: 8080 }` */
export function portYaml(protocol: FlowProtocol, port: number): string {
  return `{ protocol: ${protocol}, port: ${port} }`;
}

/** The same of all ports; undefined where no single ports are named. */
export function portsYaml(matches: readonly PortMatch[]): string[] | undefined {
  const parts = matches.map(match => {
    switch (match.kind) {
      case 'any': return undefined;
      case 'named': return [`{ protocol: ${match.protocol}, port: ${yamlScalar(match.name)} }`];
      case 'numbered': return match.ports.equals(ALL_PORTS) ? undefined
        : match.ports.intervals.map(({ start, end }) => (end - start === 1 ? portYaml(match.protocol, start)
          : `{ protocol: ${match.protocol}, port: ${start}, endPort: ${end - 1} }`));
    }
  });
  return parts.length === 0 || parts.includes(undefined) ? undefined : [...new Set(parts.flatMap(part => part ?? []))];
}

/** A policy of a name that is taken would be written over the one that has it. */
export function freeName(
  policies: readonly Pick<Policy, 'namespace' | 'name'>[], namespace: string, name: string,
): string {
  const taken = new Set(policies.filter(policy => policy.namespace === namespace).map(policy => policy.name));
  const wanted = oneLine(name).slice(0, LONGEST_START);
  let free = wanted;
  for (let number = 2; taken.has(free); number += 1) {
    free = `${wanted}-${number}`;
  }
  return free;
}

/** A name has at most 253 characters, of which some are left for a number. */
const LONGEST_START = 240;
