import { isRangeOfPods, mayHoldResolver } from './address-kinds';
import { askResolver, DnsPort } from './ask-resolver';
import { KUBE_DNS } from '../../model/existing-pods';
import { AddressesPeer, Peer } from '../../model/peer';
import { Policy, Rule } from '../../model/policy';
import { PortMatch } from '../../model/port-match';
import { Snapshot } from '../../model/snapshot';
import { admittedBy, DirectionTrace, FlowVerdict, isolatedBy, RuleStep, stepsOfRules } from '../../model/trace';
import { ContainerPort, isBehind, Workload } from '../../model/workload';
import { selectsPods } from '../../semantics/match';

/** The pods that answer the questions for names. */
export interface Resolvers {
  readonly workloads: readonly Workload[];
  /** True when the input has no resolver and the usual one is assumed. */
  readonly assumed: boolean;
}

const RESOLVER_NAMES = ['kube-dns', 'coredns'];

export function resolversOf(snapshot: Snapshot): Resolvers {
  const workloads = snapshot.workloads.filter(({ namespace, labels }) => namespace === 'kube-system'
    && RESOLVER_NAMES.includes(labels.known.get('k8s-app') ?? ''));
  return workloads.length > 0 ? { workloads, assumed: false } : { workloads: [KUBE_DNS], assumed: true };
}

/** The resolver's own ports: behind a Service on 53, pods may listen on another. */
export function dnsPorts(resolver: Workload): readonly DnsPort[] {
  const own = resolver.ports.filter((port): port is ContainerPort & DnsPort =>
    (port.port === 53 || (port.name?.startsWith('dns') ?? false)) && port.protocol !== 'SCTP')
    .map(({ protocol, port }): DnsPort => ({ protocol, port }));
  return own.length > 0 ? own : [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }];
}

/** Programs ask over UDP, and over TCP only when the answer was too long for that. */
function firstAsked(ports: readonly DnsPort[]): readonly DnsPort[] {
  const udp = ports.filter(({ protocol }) => protocol === 'UDP');
  return udp.length > 0 ? udp : ports;
}

/** How the pods stand with DNS: `unlikely` where it takes a resolver at an unusual address for it to pass. */
export type DnsAccess = 'open' | 'unlikely' | 'denied';

/** Whether the first question of a program gets to any resolver. */
export function dnsAccess(snapshot: Snapshot, workload: Workload, { workloads }: Resolvers): DnsAccess {
  const all = workloads.flatMap(resolver => firstAsked(dnsPorts(resolver))
    .map(port => accessOf(snapshot, askResolver(snapshot, workload, resolver, port))));
  return all.includes('open') ? 'open' : all.includes('unlikely') ? 'unlikely' : 'denied';
}

/** What becomes of a question on the port to every resolver; undefined when it is not the same with all. */
export function dnsVerdict(
  snapshot: Snapshot, asking: readonly Workload[], { workloads }: Resolvers, port: DnsPort,
): FlowVerdict | undefined {
  const verdicts = new Set(asking.flatMap(workload => workloads
    .map(resolver => askResolver(snapshot, workload, resolver, port).verdict)));
  return verdicts.size === 1 ? [...verdicts][0] : undefined;
}

/** The rules of the tiers around the policies of the namespaces that deny the first question of a program. */
export function denyingRules(snapshot: Snapshot, workload: Workload, { workloads }: Resolvers): RuleStep[] {
  return workloads.flatMap(resolver => firstAsked(dnsPorts(resolver)).flatMap(port =>
    stepsOfRules(askResolver(snapshot, workload, resolver, port), 'deny')
      .filter(({ certain, rule: { peers } }) => certain || peers.some(peer => peer.kind !== 'addresses' || mayHoldResolver(peer)))));
}

/** Where nobody has declared the addresses of pods, any block perhaps holds the resolver, and most hardly do. */
function accessOf({ facts }: Snapshot, trace: DirectionTrace): DnsAccess {
  const { verdict, doubts } = trace;
  if (verdict !== 'unknown' || facts.podAddresses !== undefined || doubts.some(doubt => doubt !== 'pod-address')) {
    return verdict === 'denied' ? 'denied' : 'open';
  }
  const denying = stepsOfRules(trace, 'deny').flatMap(({ rule }) => rule.peers);
  if (denying.some(isBlockOfResolver)) {
    return 'unlikely';
  }
  const admitting = admittedBy(trace).flatMap(({ rule }) => rule.peers);
  const isOpenOtherwise = denying.length > 0
    && (isolatedBy(trace).length === 0 || admitting.some(({ kind }) => kind !== 'addresses'));
  return isOpenOtherwise || admitting.some(isBlockOfResolver) ? 'open' : 'unlikely';
}

function isBlockOfResolver(peer: Peer): boolean {
  return peer.kind === 'addresses' && mayHoldResolver(peer);
}

/**
 * A rule on a port that only DNS uses shows that the author has a resolver of another kind in mind: one that the input
 * does not have, or one behind an address such as NodeLocal DNSCache.
 */
export function opensOtherResolver(snapshot: Snapshot, policy: Policy, resolvers: Resolvers): boolean {
  return (policy.egress?.rules ?? []).some(rule => rule.effect === 'allow'
    && rule.ports.some(match => isDnsPort(match) && match.protocol === 'UDP')
    && (!resolvers.assumed ? namesOtherResolver(snapshot, rule, resolvers)
      : !areRangesOfPods(rule) && !admitsAny(snapshot, rule, resolvers)));
}

/** Whether the rule is for the resolver itself, so that another tier denies what it admits. */
function admitsAny(snapshot: Snapshot, { peers }: Rule, { workloads }: Resolvers): boolean {
  return peers.some(peer => peer.kind === 'everyone'
    || (peer.kind === 'pods' && workloads.some(resolver => selectsPods(snapshot, peer, resolver) === 'yes')));
}

/** Whether the peers are nothing but blocks in which the assumed resolver may well be. */
function areRangesOfPods({ peers }: Rule): boolean {
  return peers.length > 0 && peers.every(peer => peer.kind === 'addresses' && isRangeOfPods(peer));
}

/** Whether a block of the rule is for a resolver elsewhere. Next to one that holds the resolver, a wide one hardly is. */
function namesOtherResolver(snapshot: Snapshot, { peers }: Rule, resolvers: Resolvers): boolean {
  const blocks = peers.filter((peer): peer is AddressesPeer => peer.kind === 'addresses');
  const others = blocks
    .filter(peer => !meansResolver(peer, resolvers) && !meansItsService(snapshot, peer, resolvers));
  return others.length === blocks.length ? others.length > 0 : others.some(peer => !isRangeOfPods(peer));
}

/** Whether a block is there for the address of the resolver's Service, which is replaced before policies see it. */
function meansItsService(
  { services, facts }: Snapshot, { addresses }: AddressesPeer, { workloads }: Resolvers,
): boolean {
  return facts.servicesBeforePolicy !== false && services.some(service => service.addresses.overlaps(addresses)
    && workloads.some(workload => isBehind(service, workload)));
}

/** Whether a block is there for the resolver's pods, which some enforcers do not take for addresses. */
function meansResolver(peer: AddressesPeer, { workloads }: Resolvers): boolean {
  return workloads.every(({ addresses }) => (addresses === undefined ? isRangeOfPods(peer)
    : !addresses.intersect(peer.addresses).isEmpty));
}

const DNS_PORTS = [53, 5353, 1053];

export function isDnsPort(match: PortMatch): match is Exclude<PortMatch, { kind: 'any' }> {
  switch (match.kind) {
    case 'any': return false;
    case 'named': return match.name.startsWith('dns');
    case 'numbered':
      return match.ports.intervals.every(({ start, end }) => end - start === 1 && DNS_PORTS.includes(start));
  }
}
