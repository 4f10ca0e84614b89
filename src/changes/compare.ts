import { comparedNodes, ComparedNodes } from './compare-nodes';
import { addressesCompared, outsidePairs } from './compare-outside';
import { ConnectionRecord, OTHER_PODS, RecordedEnd } from './record';
import { changeWithin, TrafficChanges } from './traffic-change';
import { changedWaysIn } from './ways-in';
import { ComparedPair, StateComparison } from '../model/connection-change';
import { expectedTraffic } from '../model/matrix';
import { byName, Workload } from '../model/workload';
import { TrafficSet } from '../sets/traffic-set';

/**
 * What the step from one state to the other opens, closes and makes unknown.
 *
 * Nothing passes to or from a workload that does not exist. Traffic that one of the two does not carry counts only
 * towards pods that listen on its protocol.
 */
export function compare(before: ConnectionRecord, after: ConnectionRecord): StateComparison {
  const everything = before.everything.intersect(after.everything);
  const workloads = inBoth(before, after).sort((left, right) => byName(workloadOf(left), workloadOf(right)));
  const nodes = comparedNodes(before, after);
  const changes = new TrafficChanges();
  const others = [...absentIn(before, after), ...nodes];
  const outside = addressesCompared(before, after);
  return {
    pairs: [
      ...pairsBetween([before, after], workloads, others, changes, everything),
      ...workloads.flatMap(end => outsidePairs([before, after], end, outside, changes, everything)),
    ],
    appeared: workloads.filter(({ key }) => !before.workloads.has(key)).map(workloadOf),
    gone: workloads.filter(({ key }) => !after.workloads.has(key)).map(workloadOf),
    waysIn: changedWaysIn(before.waysIn, after.waysIn),
    workloads: workloads.map(workloadOf),
    nodes: nodes.map(({ endpoint }) => endpoint),
    outside,
    everything,
  };
}

/** An end with its keys before and after, which differ for groups of nodes. */
export type ComparedEnd = RecordedEnd | ComparedNodes;

/** Every workload of either, as the manifests describe it rather than a file. */
function inBoth(before: ConnectionRecord, after: ConnectionRecord): RecordedEnd[] {
  const [first, second] = after.isSaved ? [after, before] : [before, after];
  return [...new Map([...first.workloads, ...second.workloads]).values()];
}

/**
 * Pods that are not in the input: a file names only those that the rules of its time named, of which it is not known what
 * became, and what it says of every pod holds for all that it does not name.
 */
function absentIn(before: ConnectionRecord, after: ConnectionRecord): RecordedEnd[] {
  const isComparable = (key: string) => before.absent.has(key) || before.isSaved;
  return [...after.absent.values()].filter(({ key }) => isComparable(key)).sort(byKey);
}

function byKey(left: RecordedEnd, right: RecordedEnd): number {
  return Number(left.key === OTHER_PODS) - Number(right.key === OTHER_PODS) || (left.key < right.key ? -1 : 1);
}

function pairsBetween(
  [before, after]: readonly [ConnectionRecord, ConnectionRecord], workloads: readonly RecordedEnd[],
  others: readonly ComparedEnd[], changes: TrafficChanges, everything: TrafficSet,
): ComparedPair[] {
  const pairs: ComparedPair[] = [];
  const compareFrom = (source: ComparedEnd, destinations: readonly ComparedEnd[]) => {
    const [past, present] = [before.from(keyIn('before', source)), after.from(keyIn('after', source))];
    for (const destination of destinations) {
      const change = changes.between(past(keyIn('before', destination)), present(keyIn('after', destination)));
      if (change !== undefined && !isOnePod(source, destination)) {
        const meant = changeWithin(change, expectedTraffic(targetOf(destination), everything));
        if (meant !== undefined) {
          pairs.push({ source: source.endpoint, destination: destination.endpoint, change: meant });
        }
      }
    }
  };
  workloads.forEach(source => compareFrom(source, [...workloads, ...others]));
  others.forEach(source => compareFrom(source, workloads));
  return pairs;
}

function keyIn(side: 'before' | 'after', end: ComparedEnd): string {
  return 'key' in end ? end.key : end[side];
}

function isOnePod({ endpoint: source }: ComparedEnd, { endpoint: destination }: ComparedEnd): boolean {
  return source.kind === 'workload' && destination.kind === 'workload'
    && source.workload === destination.workload && source.workload.isSinglePod;
}

/** Pods of which only a description is left listen on nothing that is known. */
function targetOf({ endpoint }: ComparedEnd): Parameters<typeof expectedTraffic>[0] {
  return endpoint.kind === 'absent' ? { kind: 'nodes', names: [] } : endpoint;
}

function workloadOf({ endpoint }: RecordedEnd): Workload {
  return (endpoint as { readonly workload: Workload }).workload;
}
