import { WayInChange } from '../model/connection-change';
import { Snapshot } from '../model/snapshot';
import { FlowVerdict } from '../model/trace';
import { WayIn } from '../model/ways-in';
import { formatWorkload } from '../model/workload';
import { waysIn } from '../semantics/ways-in';
import { describeTrafficIn, describeWayTo } from '../wording/ways-in';

/** The verdict on each way in, by what it is called. */
export function recordedWaysIn(snapshot: Snapshot): Map<string, FlowVerdict> {
  const verdicts = new Map<string, FlowVerdict>();
  waysIn(snapshot).forEach(way => addWayIn(verdicts, nameOfWay(way), way.verdict));
  return verdicts;
}

/** Of two ways with one name that are judged differently nothing is certain. */
export function addWayIn(verdicts: Map<string, FlowVerdict>, name: string, verdict: FlowVerdict): void {
  const known = verdicts.get(name) ?? verdict;
  verdicts.set(name, known === verdict ? verdict : 'unknown');
}

/** `internet -> Ingress shop/web (*) -> Service shop/web:80 -> shop/web TCP 8080` */
export function nameOfWay(way: Parameters<typeof describeWayTo>[0] & Pick<WayIn, 'target' | 'protocol' | 'port'>): string {
  return `${describeWayTo(way)} -> ${formatWorkload(way.target)} ${describeTrafficIn(way)}`;
}

/** The ways in that are new, gone, or judged otherwise; in order of their names. */
export function changedWaysIn(
  before: ReadonlyMap<string, FlowVerdict>, after: ReadonlyMap<string, FlowVerdict>,
): WayInChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort()
    .map(way => ({ way, before: before.get(way), after: after.get(way) }))
    .filter(change => change.before !== change.after);
}
