import { addressesCompared } from './compare-outside';
import { ComparedReadings } from './readings';
import { ConnectionRecord, nodeKey, Passing } from './record';
import { concerns, Focus, isMeant } from '../engine/answers/focus';
import { WorkloadEndpoint } from '../model/flow';
import { expectedTraffic } from '../model/matrix';
import { DIRECTIONS, TrafficDirection } from '../model/policy';
import { TrafficSet } from '../sets/traffic-set';

/**
 * Between how many pairs of endpoints of what is asked for something is unknown in both readings: there nobody knows
 * whether they differ.
 */
export function unknownInBoth(readings: ComparedReadings, focus: Focus): number {
  const ends = [...readings.after.workloads].flatMap(([key, { endpoint }]): OwnEnd[] =>
    (endpoint.kind === 'workload' ? [{ key, endpoint, isMeant: isMeant(focus, endpoint.workload) }] : []));
  return betweenWorkloads(readings, ends, focus)
    + ends.map(end => DIRECTIONS.filter(direction =>
      concerns(focus, direction === 'egress' && end.isMeant, direction === 'ingress' && end.isMeant))
      .map(direction => withNodes(readings, end, direction, focus) + Number(isOpenOutside(readings, end, direction, focus)))
      .reduce((sum, amount) => sum + amount, 0))
      .reduce((sum, amount) => sum + amount, 0);
}

interface OwnEnd {
  readonly key: string;
  readonly endpoint: WorkloadEndpoint;
  readonly isMeant: boolean;
}

function betweenWorkloads({ before, after, comparison }: ComparedReadings, ends: readonly OwnEnd[], focus: Focus): number {
  let found = 0;
  for (const source of ends) {
    const [past, present] = [before, after].map(record => record.from(source.key));
    found += ends.filter(destination => concerns(focus, source.isMeant, destination.isMeant)
      && !(source === destination && source.endpoint.workload.isSinglePod)
      && isOpen(past(destination.key), present(destination.key), meantBy(focus, expectedTraffic(destination.endpoint, comparison.everything))))
      .length;
  }
  return found;
}

function withNodes({ before, after, comparison }: ComparedReadings, end: OwnEnd, direction: TrafficDirection, focus: Focus): number {
  const traffic = trafficOf(end, direction, comparison.everything, focus);
  return comparison.nodes.filter(({ names: [name] }) => {
    const node = nodeKey(name);
    const [past, present] = [before, after].map(record =>
      (direction === 'egress' ? record.from(end.key)(node) : record.from(node)(end.key)));
    return isOpen(past, present, traffic);
  }).length;
}

function isOpenOutside({ before, after, comparison }: ComparedReadings, end: OwnEnd, direction: TrafficDirection, focus: Focus): boolean {
  const traffic = trafficOf(end, direction, comparison.everything, focus);
  const outside = addressesCompared(before, after);
  const [past, present] = [before, after].map((record: ConnectionRecord) => record.outside(direction, end.key));
  return past.some(old => present.some(recent => isOpen(old.passing, recent.passing, traffic)
    && !old.addresses.intersect(recent.addresses).intersect(outside).isEmpty));
}

function trafficOf({ endpoint }: OwnEnd, direction: TrafficDirection, everything: TrafficSet, focus: Focus): TrafficSet {
  return meantBy(focus, direction === 'egress' ? everything : expectedTraffic(endpoint, everything));
}

function meantBy({ traffic = TrafficSet.ALL }: Focus, meant: TrafficSet): TrafficSet {
  return traffic.intersect(meant);
}

function isOpen(past: Passing, present: Passing, traffic: TrafficSet): boolean {
  return !past.unknown.isEmpty && !present.unknown.isEmpty
    && !past.unknown.intersect(present.unknown).intersect(traffic).isEmpty;
}
