import { Policy } from './policy';
import { Snapshot } from './snapshot';
import { TransportProtocol } from '../sets/ports';
import { TrafficSet, trafficOfProtocols } from '../sets/traffic-set';

/** Keyed by the snapshot, so that what is kept for an interpretation is found again. */
const known = new WeakMap<Snapshot, readonly Snapshot[]>();

/** One snapshot for each enforcer that the cluster may have. A verdict is certain when it is the same in all of them. */
export function interpretationsOf(snapshot: Snapshot): readonly Snapshot[] {
  const { otherInterpretations = [], ...first } = snapshot;
  if (otherInterpretations.length === 0) {
    return [snapshot];
  }
  const all = known.get(snapshot) ?? [first, ...otherInterpretations.map(({ policies, ...differing }): Snapshot =>
    ({ ...first, policies, enforcement: { ...first.enforcement, ...differing } }))];
  known.set(snapshot, all);
  return all;
}

/** The policies as any of these enforcers reads them. */
export function everyPolicyOf(snapshot: Snapshot): readonly Policy[] {
  return interpretationsOf(snapshot).flatMap(({ policies }) => policies);
}

/**
 * Everything that the cluster certainly carries. What an enforcer drops, whatever the policies say, is not a question of
 * policies.
 */
export function carriedTraffic(snapshot: Snapshot): TrafficSet {
  return TrafficSet.ALL.subtract(trafficOfProtocols(droppedProtocolsOf(snapshot)));
}

/** The protocols that the enforcer drops, for certain or perhaps. */
export function droppedProtocolsOf(snapshot: Snapshot): readonly TransportProtocol[] {
  return [...new Set(interpretationsOf(snapshot).flatMap(({ enforcement }) => enforcement.droppedProtocols))];
}
