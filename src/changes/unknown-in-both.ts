import { addressesCompared } from './compare-outside';
import { ComparedReadings } from './readings';
import { nodeKey, OutsidePassing, Passing } from './record';
import { concerns, Focus, isMeant } from '../engine/answers/focus';
import { WorkloadEndpoint } from '../model/flow';
import { expectedTraffic } from '../model/matrix';
import { DIRECTIONS, TrafficDirection } from '../model/policy';
import { AddressSet } from '../sets/addresses';
import { TrafficSet } from '../sets/traffic-set';

/**
 * Between how many pairs of endpoints of what is asked for something is unknown in both readings: there nobody knows
 * whether they differ.
 */
export function unknownInBoth(readings: ComparedReadings, focus: Focus): number {
  const ends = [...readings.after.workloads].flatMap(([key, { endpoint }]): OwnEnd[] =>
    (endpoint.kind === 'workload' ? [{ key, endpoint, isMeant: isMeant(focus, endpoint.workload) }] : []));
  const others = ends.flatMap(end => DIRECTIONS
    .filter(direction => concerns(focus, direction === 'egress' && end.isMeant, direction === 'ingress' && end.isMeant))
    .map(direction => amountWithOthers(readings, end, direction, focus)));
  return [betweenWorkloads(readings, ends, focus), ...others].reduce((sum, amount) => sum + amount, 0);
}

interface OwnEnd {
  readonly key: string;
  readonly endpoint: WorkloadEndpoint;
  readonly isMeant: boolean;
}

function betweenWorkloads(
  { before, after, comparison: { everything } }: ComparedReadings, ends: readonly OwnEnd[], focus: Focus,
): number {
  const isPair = (source: OwnEnd, destination: OwnEnd) => concerns(focus, source.isMeant, destination.isMeant)
    && !(source === destination && source.endpoint.workload.isSinglePod);
  let found = 0;
  for (const source of ends) {
    const [past, present] = [before, after].map(record => record.from(source.key));
    found += ends.filter(destination => isPair(source, destination) && isOpen(
      past(destination.key), present(destination.key),
      meantBy(focus, expectedTraffic(destination.endpoint, everything)))).length;
  }
  return found;
}

/** Of nodes, the own one among them, and of addresses outside. */
function amountWithOthers(
  readings: ComparedReadings, end: OwnEnd, direction: TrafficDirection, focus: Focus,
): number {
  const { before, after, comparison: { everything, nodes }, withOwnNode } = readings;
  const traffic = meantBy(focus, direction === 'egress' ? everything : expectedTraffic(end.endpoint, everything));
  const withNodes = nodes.filter(({ names: [name] }) => {
    const node = nodeKey(name);
    const [past, present] = [before, after].map(record =>
      (direction === 'egress' ? record.from(end.key)(node) : record.from(node)(end.key)));
    return isOpen(past, present, traffic);
  }).length;
  const own = withOwnNode(end.key, direction);
  return withNodes + Number(own !== undefined && isOpen(own.before, own.after, traffic))
    + Number(isOpenOutside(before.outside(direction, end.key), after.outside(direction, end.key), traffic,
      addressesCompared(before, after)));
}

function isOpenOutside(
  past: readonly OutsidePassing[], present: readonly OutsidePassing[], traffic: TrafficSet, outside: AddressSet,
): boolean {
  return past.some(old => present.some(recent => isOpen(old.passing, recent.passing, traffic)
    && !old.addresses.intersect(recent.addresses).intersect(outside).isEmpty));
}

function meantBy({ traffic = TrafficSet.ALL }: Focus, meant: TrafficSet): TrafficSet {
  return traffic.intersect(meant);
}

function isOpen(past: Passing, present: Passing, traffic: TrafficSet): boolean {
  return !past.unknown.isEmpty && !present.unknown.isEmpty
    && !past.unknown.intersect(present.unknown).intersect(traffic).isEmpty;
}
