import { Assertion, Party } from './assertion';
import { OtherPods } from './complement';
import { Member } from './member';
import { destinationsOf, isPods, sourcesOf } from './members';
import { PodsPeer } from '../model/peer';
import { PortMatch } from '../model/port-match';
import { Snapshot } from '../model/snapshot';
import { AddressSet } from '../sets/addresses';
import { TrafficSet } from '../sets/traffic-set';

/** Who is at one end of the connections that an assertion is about. */
export interface End {
  readonly members: readonly Member[];
  /** The pods that are meant whether or not somebody has made them yet. */
  readonly strangers: readonly OtherPods[];
  /** The addresses that such pods may have, where it is not about all of them. */
  readonly strangerAddresses?: AddressSet;
  /** Whether it is open that they have any of these addresses. */
  readonly areStrangersPerhaps?: boolean;
  /** Those who are not meant, where this end is everybody but them. */
  readonly allButThese?: readonly PodsPeer[];
  /** Those who are meant but for some traffic, because it comes through a Service that is not meant. */
  readonly behindServices?: readonly BehindService[];
}

/** The pods that a Service selects, and the traffic that leads through it to them. */
export interface BehindService {
  readonly pods: PodsPeer;
  readonly traffic: TrafficSet;
}

/** The connections that an assertion is about. */
export interface Ends {
  readonly source: End;
  readonly destination: End;
  readonly ports: readonly PortMatch[];
  /** Whether connections are left out of which no end is a pod, so that no policy can govern them. */
  readonly leavesOutUngoverned?: boolean;
}

/** All connections from a source to a destination of the assertion. */
export function endsOf(snapshot: Snapshot, { source, destination, ports, futurePods }: Omit<Assertion, 'at'>): Ends {
  return {
    source: sourceEnd(snapshot, source, futurePods),
    destination: destinationEnd(snapshot, destination, futurePods),
    ports,
  };
}

/** The party as the source of connections. */
export function sourceEnd(snapshot: Snapshot, party: Party, futurePods?: boolean): End {
  return { members: sourcesOf(snapshot, party), strangers: strangersAmong(party, futurePods) };
}

/** The party as their destination. */
export function destinationEnd(snapshot: Snapshot, party: Party, futurePods?: boolean): End {
  return { members: destinationsOf(snapshot, party), strangers: strangersAmong(party, futurePods) };
}

function strangersAmong({ peers }: Party, futurePods: boolean = false): PodsPeer[] {
  return peers.filter(isPods).filter(peer => meansStrangers(peer, futurePods));
}

/** Whether the peer means pods that are not in the input too: all of some namespaces, or all that will have its labels. */
function meansStrangers(peer: PodsPeer, futurePods: boolean): boolean {
  return futurePods || peer.pods.requirements.length === 0;
}

/** Whether the party means pods that are not in the input. */
export function partyMeansStrangers(party: Party, futurePods?: boolean): boolean {
  return strangersAmong(party, futurePods).length > 0;
}
