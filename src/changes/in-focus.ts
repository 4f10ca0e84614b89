import { changeWithin } from './traffic-change';
import { concerns, Focus, isMeant } from '../engine/answers/focus';
import { ComparedEndpoint, StateComparison } from '../model/connection-change';
import { formatWorkload, Workload } from '../model/workload';
import { TrafficSet } from '../sets/traffic-set';

/** The part of the changes that is asked for. */
export function comparisonInFocus(comparison: StateComparison, focus: Focus): StateComparison {
  const { traffic = TrafficSet.ALL } = focus;
  const isAsked = (workload: Workload) => isMeant(focus, workload);
  const targets = new Set(comparison.workloads.filter(isAsked).map(formatWorkload));
  return {
    ...comparison,
    pairs: comparison.pairs.filter(({ source, destination }) => concerns(focus, isMeantEnd(focus, source), isMeantEnd(focus, destination)))
      .flatMap(pair => {
        const change = changeWithin(pair.change, traffic);
        return change === undefined ? [] : [{ ...pair, change }];
      }),
    appeared: comparison.appeared.filter(isAsked),
    gone: comparison.gone.filter(isAsked),
    waysIn: comparison.waysIn.filter(({ target, protocol, port }) =>
      concerns(focus, false, targets.has(target)) && traffic.contains(protocol, port)),
  };
}

function isMeantEnd(focus: Focus, end: ComparedEndpoint): boolean {
  return end.kind === 'workload' && isMeant(focus, end.workload);
}
