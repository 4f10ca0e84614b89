import { NetworkPolicyResource, ResourceRule } from '../../model/network-policy';
import { Direction, Rule, Section } from '../../model/policy';
import { Workload } from '../../model/workload';
import { Dialect } from '../dialect';
import { lookUpOnPods } from './label-lookup';
import { CiliumOptions } from './options';
import { translatePeer } from './peers';
import { translatePort } from './ports';

/**
 * What Cilium makes of a NetworkPolicy.
 *
 * @see https://docs.cilium.io/en/stable/network/kubernetes/policy/
 */
export function cilium(options: CiliumOptions): Dialect {
  const name = `cilium-${options.version}`;
  return {
    name,
    enforcement: {
      dialect: name,
      admitsOwnNode: true,
      reachesOwnNode: false,
      hostNetworkPods: 'nodes',
      mode: options.mode,
      droppedProtocols: options.sctp ? [] : ['SCTP'],
      icmp: 'rules-without-ports',
      repeatedPortNames: 'last',
    },
    translate: (resource, workloads) => ({
      kind: 'NetworkPolicy',
      namespace: resource.namespace,
      name: resource.name,
      subject: { namespace: resource.namespace, pods: lookUpOnPods(resource.podSelector, options.version) },
      egress: translateSection(resource, 'egress', workloads, options),
      ingress: translateSection(resource, 'ingress', workloads, options),
      origin: resource.origin,
    }),
  };
}

function translateSection(
  resource: NetworkPolicyResource, direction: Direction, workloads: readonly Workload[], options: CiliumOptions,
): Section | undefined {
  const rules = resource[direction];
  return rules.length > 0 || isolatesWithoutRules(resource, direction)
    ? { rules: rules.map(rule => translateRule(rule, resource.namespace, direction, workloads, options)) } : undefined;
}

/** Cilium asks for policyTypes only where there are no rules; rules count in any case (cilium#48703). */
function isolatesWithoutRules({ policyTypes }: NetworkPolicyResource, direction: Direction): boolean {
  return direction === 'egress' ? policyTypes.includes('Egress')
    : policyTypes.includes('Ingress') || !policyTypes.includes('Egress');
}

function translateRule(
  { index, peers, ports }: ResourceRule, namespace: string, direction: Direction,
  workloads: readonly Workload[], options: CiliumOptions,
): Rule {
  return {
    index,
    peers: peers.length === 0 ? [{ kind: 'everyone' }]
      : peers.flatMap(peer => translatePeer(peer, namespace, ports.length > 0, options)),
    ports: ports.length === 0 ? [{ kind: 'any' }]
      : ports.flatMap(port => translatePort(port, direction, workloads, options)),
  };
}
