import { namesPorts, PortItem, portItems } from './manifest';
import { SuggestedPeer, SuggestedPolicy, SuggestedRule } from './suggestion';
import { podsPeerYaml } from '../checks/support/pasteable-policy';
import { itemYaml, selectorYaml, yamlScalar } from '../checks/support/selector-yaml';
import { TrafficDirection } from '../model/policy';
import { selectorFor } from '../model/selector';

/** The policy as the text of a manifest. */
export function yamlOfPolicy({ name, namespace, subject, direction, rules }: SuggestedPolicy): string {
  return [
    'apiVersion: networking.k8s.io/v1',
    'kind: NetworkPolicy',
    'metadata:',
    `  name: ${yamlScalar(name)}`,
    `  namespace: ${yamlScalar(namespace)}`,
    'spec:',
    ...selectorYaml('podSelector', selectorFor(subject)).map(line => `  ${line}`),
    `  policyTypes: [${direction === 'egress' ? 'Egress' : 'Ingress'}]`,
    `  ${direction}:`,
    ...rules.flatMap(rule => itemYaml(ruleYaml(rule, direction, namespace))).map(line => `    ${line}`),
  ].map(line => `${line}\n`).join('');
}

function ruleYaml({ peers, ports }: SuggestedRule, direction: TrafficDirection, namespace: string): string[] {
  return [
    direction === 'egress' ? 'to:' : 'from:',
    ...peers.flatMap(peer => itemYaml(peerYaml(peer, namespace))).map(line => `  ${line}`),
    ...namesPorts(ports) ? ['ports:', ...ports.flatMap(portItems).map(item => `  - ${portYaml(item)}`)] : [],
  ];
}

/** `{ protocol: TCP, port: 8000, endPort: 8010 }` */
function portYaml(item: PortItem): string {
  return `{ ${Object.entries(item).map(([key, value]) => `${key}: ${typeof value === 'string' ? yamlScalar(value) : value}`).join(', ')} }`;
}

function peerYaml(peer: SuggestedPeer, ofPolicy: string): string[] {
  if (peer.kind === 'pods') {
    return podsPeerYaml(peer.labels, peer.namespace, ofPolicy);
  }
  const { cidr, exceptCidrs } = peer;
  return [
    'ipBlock:', `  cidr: ${yamlScalar(cidr)}`,
    ...exceptCidrs.length === 0 ? [] : ['  except:', ...exceptCidrs.map(except => `    - ${yamlScalar(except)}`)],
  ];
}
