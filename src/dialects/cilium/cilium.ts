import { DIRECTIONS, Policy, TrafficDirection, Rule, Section } from '../../model/policy';
import { AdminReading, translateAdminPolicy } from '../admin-policies';
import { Dialect } from '../dialect';
import { enforces } from '../enforcers';
import { Agent } from './agent';
import { hostLabelOpensForCertain } from './host-label';
import { podsOfNamespace, podsOfNamespaces } from './label-lookup';
import { CiliumOptions } from './options';
import { translateBlock, translatePeer } from './peers';
import { portNameLookup, translatePort } from './ports';
import { Quirk, quirksOf } from './quirks';
import { isAtLeast } from './version';
import { Enforcement } from '../../model/cluster';
import { ADMIN_POLICY_GROUP, AdminPods } from '../../resources/admin-policy';
import { NetworkPolicyResource, ResourceRule } from '../../resources/network-policy';

/**
 * What a NetworkPolicy means under Cilium.
 *
 * @param options how the agent is configured
 * @param without a quirk to switch off, to find out whether it is the cause of a difference
 * @see https://docs.cilium.io/en/stable/network/kubernetes/policy/
 */
export function cilium(options: CiliumOptions, without?: Quirk): Dialect {
  const quirks = new Set([...quirksOf(options)].filter(quirk => quirk !== without));
  const { version, patch } = options;
  const name = `cilium-${version}${patch === undefined ? '' : `.${patch}`}`;
  return {
    name,
    enforcement: enforcementOf(name, options, quirks),
    translate: (resource, workloads) => {
      const agent: Agent = { options, quirks, workloads };
      return {
        kind: 'NetworkPolicy',
        tier: 'normal',
        priority: 0,
        namespace: resource.namespace,
        name: resource.name,
        subject: podsOfNamespace(resource.podSelector, resource.namespace, agent),
        egress: translateSection(resource, 'egress', agent),
        ingress: translateSection(resource, 'ingress', agent),
        inertRules: inertRules(resource, agent),
        origin: resource.origin,
      };
    },
    translateAdmin: (resource, workloads) => translateAdminPolicy(resource, readingOf({ options, quirks, workloads })),
    takes: kind => enforces({
      networkDriver: 'cilium',
      enforcesCiliumPolicy: true,
      ciliumVersion: version,
      clusterNetworkPolicyEnabled: options.clusterNetworkPolicy,
    }, { group: ADMIN_POLICY_GROUP, kind }),
  };
}

/** A ClusterNetworkPolicy is made of the same selectors and blocks as a NetworkPolicy. */
function readingOf(agent: Agent): AdminReading {
  const podsOf = ({ podSelector, namespaceSelector }: AdminPods) =>
    ({ ...podsOfNamespaces(podSelector, namespaceSelector, agent), skipsHostNetwork: true });
  return {
    podsOf,
    peersOf: pods => translatePeer(pods, '', false, agent)
      .map(peer => (peer.kind === 'pods' ? { ...peer, skipsHostNetwork: true } : peer)),
    networkOf: ({ cidr, addresses }) => translateBlock({ cidr, except: [], addresses }, false, agent),
    nodesAreOpen: !agent.options.nodeSelectorLabels,
  };
}

function enforcementOf(name: string, options: CiliumOptions, quirks: ReadonlySet<Quirk>): Enforcement {
  const { version } = options;
  return {
    dialect: name,
    admitsOwnNode: true,
    // From 1.20 the agent adds the rule that admits the node only where another ingress rule selects the pod.
    admitsOwnNodeUnselected: !isAtLeast(version, '1.20'),
    reachesOwnNode: !quirks.has('own-node-needs-a-rule'),
    hostNetworkPods: quirks.has('host-network-pods-are-nodes') ? 'nodes' : 'open',
    mode: quirks.has('enforces-nothing') ? 'never' : quirks.has('isolates-every-pod') ? 'always' : 'default',
    switchingLabels: [
      ...quirks.has('host-label-opens-pods')
        ? [{ key: 'host', effect: 'opens' as const, certain: hostLabelOpensForCertain(options) }] : [],
      ...quirks.has('init-label-isolates-pods') ? [{ key: 'init', effect: 'isolates' as const, certain: true }] : [],
    ],
    droppedProtocols: quirks.has('sctp-is-dropped') ? ['SCTP'] : [],
    icmp: 'rules-without-ports',
    portNames: portNameLookup(quirks),
  };
}

function translateSection(
  resource: NetworkPolicyResource, direction: TrafficDirection, agent: Agent,
): Section | undefined {
  const translated = () => resource[direction].map(rule => translateRule(rule, resource.namespace, direction, agent));
  return isolates(resource, direction, agent) ? { isolates: true, rules: translated() } : undefined;
}

/** Cilium reads `policyTypes` only for a direction without rules; rules isolate in any case (cilium#48703). */
function isolates(resource: NetworkPolicyResource, direction: TrafficDirection, { quirks }: Agent): boolean {
  const { policyTypes } = resource;
  const isListed = policyTypes.includes(direction === 'egress' ? 'Egress' : 'Ingress');
  if (!quirks.has('rules-count-without-policy-types')) {
    return isListed;
  }
  return isListed || resource[direction].length > 0 || (direction === 'ingress' && !policyTypes.includes('Egress'));
}

/** How many rules there are for directions that the agent does not take the policy to be for. */
function inertRules(resource: NetworkPolicyResource, agent: Agent): Policy['inertRules'] {
  return Object.fromEntries(DIRECTIONS
    .filter(direction => resource[direction].length > 0 && !isolates(resource, direction, agent))
    .map(direction => [direction, resource[direction].length]));
}

function translateRule(
  { index, peers, ports }: ResourceRule, namespace: string, direction: TrafficDirection, agent: Agent,
): Rule {
  return {
    index,
    effect: 'allow',
    peers: peers.length === 0 ? [{ kind: 'everyone' }]
      : peers.flatMap(peer => translatePeer(peer, namespace, ports.length > 0, agent)),
    ports: ports.length === 0 ? [{ kind: 'any' }] : ports.flatMap(port => translatePort(port, direction, agent)),
  };
}
