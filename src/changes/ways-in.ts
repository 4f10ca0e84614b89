import { RecordedWayIn } from './record';
import { WayInChange } from '../model/connection-change';
import { Snapshot } from '../model/snapshot';
import { WayIn } from '../model/ways-in';
import { formatWorkload } from '../model/workload';
import { waysIn } from '../semantics/ways-in';
import { oneLine } from '../sets/visible';
import { describeTrafficIn, describeWayTo } from '../wording/ways-in';

/** What is known of each way in, by what it is called. */
export type RecordedWaysIn = ReadonlyMap<string, RecordedWayIn>;

/** The ways in, with the verdicts on them. */
export function recordedWaysIn(snapshot: Snapshot): RecordedWaysIn {
  return byNames(waysIn(snapshot).map((way): [string, RecordedWayIn] => [nameOfWay(way), {
    verdict: way.verdict, target: formatWorkload(way.target), protocol: way.protocol, port: way.port,
  }]));
}

/** Of two ways with one name that are judged differently nothing is certain. */
export function byNames(ways: readonly (readonly [string, RecordedWayIn])[]): RecordedWaysIn {
  const named = new Map<string, RecordedWayIn>();
  for (const [name, way] of ways) {
    const known = named.get(name) ?? way;
    named.set(name, known.verdict === way.verdict ? known : { ...known, verdict: 'unknown' });
  }
  return named;
}

/** What the name of a way in is made of. */
export type NamedWay = Parameters<typeof describeWayTo>[0] & Pick<WayIn, 'target' | 'protocol' | 'port'>;

/** `internet -> Ingress shop/web (*) -> Service shop/web:80 -> shop/web TCP 8080` */
export function nameOfWay(way: NamedWay): string {
  return oneLine(`${describeWayTo(way)} -> ${formatWorkload(way.target)} ${describeTrafficIn(way)}`);
}

/** The ways in that are new, gone, or judged otherwise; in order of their names. */
export function changedWaysIn(before: RecordedWaysIn, after: RecordedWaysIn): WayInChange[] {
  return [...new Map([...before, ...after])].sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([way, { target, protocol, port }]): WayInChange =>
      ({ way, target, protocol, port, before: before.get(way)?.verdict, after: after.get(way)?.verdict }))
    .filter(change => change.before !== change.after);
}
