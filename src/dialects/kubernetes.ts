import { AS_SPECIFIED, translateAdminPolicy } from './admin-policies';
import { Dialect } from './dialect';
import { Peer } from '../model/peer';
import { Policy, Rule, Section } from '../model/policy';
import { PortMatch } from '../model/port-match';
import { SELECT_ALL, Selector } from '../model/selector';
import { AS_DECLARED } from '../model/workload';
import {
  NetworkPolicyResource, PolicyType, ResourcePeer, ResourcePort, ResourceRule, ResourceSelector,
} from '../resources/network-policy';
import { ALL_PORTS, portRange } from '../sets/ports';

/** What the API documents, and its end-to-end tests expect of every enforcer. */
export const KUBERNETES: Dialect = {
  name: 'kubernetes',
  enforcement: {
    dialect: 'kubernetes',
    admitsOwnNode: true,
    admitsOwnNodeUnselected: true,
    reachesOwnNode: true,
    hostNetworkPods: 'open',
    mode: 'default',
    switchingLabels: [],
    droppedProtocols: [],
    icmp: 'open',
    portNames: AS_DECLARED,
  },
  translate: resource => ({
    kind: 'NetworkPolicy',
    tier: 'normal',
    priority: 0,
    namespace: resource.namespace,
    name: resource.name,
    subject: { namespaces: { kind: 'named', name: resource.namespace }, pods: selectorOf(resource.podSelector) },
    egress: translateSection(resource, 'Egress', resource.egress),
    ingress: translateSection(resource, 'Ingress', resource.ingress),
    inertRules: inertRules(resource),
    origin: resource.origin,
  }),
  translateAdmin: resource => translateAdminPolicy(resource, AS_SPECIFIED),
  takes: () => 'yes',
  isAssumed: true,
};

/** How many rules there are for directions that `policyTypes` does not list. */
function inertRules({ policyTypes, egress, ingress }: NetworkPolicyResource): Policy['inertRules'] {
  return {
    ...!policyTypes.includes('Egress') && egress.length > 0 && { egress: egress.length },
    ...!policyTypes.includes('Ingress') && ingress.length > 0 && { ingress: ingress.length },
  };
}

/** Rules in a direction that `policyTypes` does not list have no effect. */
function translateSection(
  { namespace, policyTypes }: NetworkPolicyResource, type: PolicyType, rules: readonly ResourceRule[],
): Section | undefined {
  return policyTypes.includes(type)
    ? { isolates: true, rules: rules.map(rule => translateRule(rule, namespace)) } : undefined;
}

function translateRule({ index, peers, ports }: ResourceRule, namespace: string): Rule {
  return {
    index,
    effect: 'allow',
    peers: peers.length === 0 ? [{ kind: 'everyone' }] : peers.map(peer => translatePeer(peer, namespace)),
    ports: ports.length === 0 ? [{ kind: 'any' }] : ports.map(translatePort),
  };
}

function translatePeer({ podSelector, namespaceSelector, ipBlock }: ResourcePeer, namespace: string): Peer {
  if (ipBlock !== undefined) {
    return {
      kind: 'addresses',
      addresses: ipBlock.addresses,
      cidr: ipBlock.cidr,
      exceptCidrs: ipBlock.except,
      matchesPods: true,
      matchesNodes: true,
    };
  }
  return {
    kind: 'pods',
    namespaces: namespaceSelector === undefined
      ? { kind: 'named', name: namespace } : { kind: 'labeled', selector: selectorOf(namespaceSelector) },
    pods: podSelector === undefined ? SELECT_ALL : selectorOf(podSelector),
  };
}

/** How a selector is written makes no difference here. */
function selectorOf({ requirements }: ResourceSelector): Selector {
  return { requirements };
}

function translatePort({ protocol, port, endPort }: ResourcePort): PortMatch {
  if (typeof port === 'string') {
    return { kind: 'named', protocol, name: port };
  }
  return { kind: 'numbered', protocol, ports: port === undefined ? ALL_PORTS : portRange(port, endPort ?? port) };
}
