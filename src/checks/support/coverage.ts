import { addressesCounting, coversPeer, sharedPeer } from './peer-relations';
import { PlacedRule } from './placed-rules';
import { mayShareTraffic, portsWithout, sharedPorts } from './port-relations';
import { containsPods, sharedPods } from './selector-relations';
import { Peer } from '../../model/peer';
import { Subject } from '../../model/policy';
import { PortMatch } from '../../model/port-match';
import { IntervalSet } from '../../sets/interval-set';

/** Connections of some pods with a peer on some ports, as a rule describes them, whatever the cluster has. */
export interface Region {
  readonly subject: Subject;
  readonly peer: Peer;
  readonly ports: readonly PortMatch[];
}

/** All that the rule matches: a region for each peer that can be somebody. None for a rule that matches nothing. */
export function regionsOf({ policy: { subject }, rule: { peers, ports } }: PlacedRule): Region[] {
  return ports.length === 0 ? [] : peers.filter(peer => sharedPeer(peer, peer) !== undefined)
    .map(peer => ({ subject, peer, ports }));
}

/** Whether there is anything that both rules may match. */
export function mayShareRegion(one: PlacedRule, other: PlacedRule): boolean {
  return mayShareTraffic(one.rule.ports, other.rule.ports)
    && one.rule.peers.some(peer => other.rule.peers.some(another => sharedPeer(peer, another) !== undefined))
    && sharedPods(one.policy.subject, other.policy.subject) !== undefined;
}

/** What both rules may match. */
export function sharedRegions(one: PlacedRule, other: PlacedRule): Region[] {
  const subject = sharedPods(one.policy.subject, other.policy.subject);
  const ports = sharedPorts(one.rule.ports, other.rule.ports);
  return subject === undefined || ports.length === 0 ? []
    : one.rule.peers.flatMap(peer => other.rule.peers.flatMap(another => sharedPeer(peer, another) ?? []))
      .map(peer => ({ subject, peer, ports }));
}

/**
 * Those of the rules, the first ones, that certainly match all of the region together, on every cluster; undefined where
 * they may leave something out.
 */
export function coverOf(region: Region, rules: readonly PlacedRule[]): ReadonlySet<PlacedRule> | undefined {
  return coverOfAll([region], rules);
}

/** The same for several regions of the same pods and ports. */
export function coverOfAll(
  regions: readonly Region[], rules: readonly PlacedRule[],
): ReadonlySet<PlacedRule> | undefined {
  const used = new Set<PlacedRule>();
  const [first] = regions;
  const able = first === undefined ? [] : rules.filter(({ policy, rule }) => rule.isOpen !== true
    && containsSubject(policy.subject, first.subject) && mayShareTraffic(rule.ports, first.ports));
  return regions.every(region => {
    const near = able.filter(({ rule }) => mayMeet(rule.peers, region.peer));
    return piecesOf(region.peer, near).every(peer => isCovered({ ...region, peer }, near, used));
  }) ? used : undefined;
}

/** Whether the rules match all of it; those that it takes are added to the ones in use. */
function isCovered({ peer, ports }: Region, able: readonly PlacedRule[], used: Set<PlacedRule>): boolean {
  let rest = ports;
  for (const placed of able) {
    if (mayShareTraffic(placed.rule.ports, rest) && coversPeer(placed.rule.peers, peer)) {
      const left = portsWithout(rest, placed.rule.ports);
      if (left !== rest) {
        used.add(placed);
      }
      rest = left;
    }
    if (rest.length === 0) {
      return true;
    }
  }
  return false;
}

/** Each policy is compared with each other one once for every rule. */
const contained = new WeakMap<Subject, WeakMap<Subject, boolean>>();

function containsSubject(outer: Subject, inner: Subject): boolean {
  const known = contained.get(outer) ?? new WeakMap<Subject, boolean>();
  contained.set(outer, known);
  const answer = known.get(inner) ?? containsPods(outer, inner);
  known.set(inner, answer);
  return answer;
}

/** A quick look, as most blocks of addresses have nothing in common. */
function mayMeet(peers: readonly Peer[], inner: Peer): boolean {
  return inner.kind !== 'addresses' || peers.some(({ kind }) => kind !== 'addresses')
    || addressesCounting(peers, inner).overlaps(inner.addresses);
}

/** A block of addresses in pieces, each of which a rule matches as a whole or not at all. */
function piecesOf(peer: Peer, rules: readonly PlacedRule[]): readonly Peer[] {
  if (peer.kind !== 'addresses') {
    return [peer];
  }
  const sums = new Set(rules.map(({ rule }) => addressesCounting(rule.peers, peer)));
  return peer.addresses.intervals.flatMap(({ start, end }) => {
    const cuts = new Set<bigint>();
    for (const { intervals } of sums) {
      for (const interval of intervals) {
        for (const cut of [interval.start, interval.end]) {
          if (start < cut && cut < end) {
            cuts.add(cut);
          }
        }
      }
    }
    const bounds = [start, ...[...cuts].sort((left, right) => (left < right ? -1 : 1)), end];
    return bounds.slice(1).map((bound, index): Peer =>
      ({ ...peer, addresses: IntervalSet.of({ start: bounds[index], end: bound }) }));
  });
}
