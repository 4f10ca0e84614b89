import { folded } from './grouped';
import { comparisonInFocus } from './in-focus';
import { changedObjects, isLost, ObjectReading } from './objects';
import { opens } from './opens';
import { compareReadings } from './readings';
import { unknownInBoth } from './unknown-in-both';
import { witnessed } from './witnesses';
import { Focus } from '../engine/answers/focus';
import { StateComparison, WayInChange } from '../model/connection-change';
import { GroupedBy } from '../model/grouping';
import { ObjectChange, Upgrade, UpgradeAnswer } from '../model/upgrade';
import { Workload } from '../model/workload';
import { NetworkPolicyResource } from '../resources/network-policy';
import { Cause } from '../wording/traces';

/** What one enforcer makes of the manifests. */
export interface UpgradeSide extends ObjectReading {
  /** `cilium-1.15` */
  readonly name: string;
}

/** What is asked of an upgrade. */
export interface UpgradeQuestion {
  readonly by: GroupedBy;
  /** The part of the connections that is asked for; all of them by default. */
  readonly focusOn?: (workloads: readonly Workload[]) => Focus;
  /** Puts what is not known in the words of those who read it. */
  readonly word?: (cause: Cause) => Cause;
}

/**
 * What changes for the same manifests when another enforcer takes the place of one: connections, each change with one flow
 * that shows it, and objects that are enforced or accepted in one of them only.
 */
export function upgradeBetween(
  before: UpgradeSide, after: UpgradeSide, networkPolicies: readonly NetworkPolicyResource[],
  { by, focusOn = () => ({}), word = cause => cause }: UpgradeQuestion,
): Upgrade {
  const readings = compareReadings(before.snapshot, after.snapshot);
  const focus = focusOn(readings.comparison.workloads);
  const comparison = folded(comparisonInFocus(readings.comparison, focus), by);
  const changes = witnessed(before.snapshot, after.snapshot, comparison, word);
  const objects = changedObjects(before, after, networkPolicies);
  const open = unknownInBoth(readings, focus);
  return {
    from: before.name,
    to: after.name,
    answer: answerOf(comparison, objects, open),
    comparison,
    changes,
    objects,
    unknownInBoth: open,
    isPartOnly: Object.keys(focus).length > 0,
  };
}

/** Whether anything opens, or may, or an object stops being enforced or accepted, or may. */
export function isWorse({ comparison, objects }: Upgrade): boolean {
  return opens(comparison) || objects.some(isLost);
}

function answerOf({ pairs, waysIn }: StateComparison, objects: readonly ObjectChange[], open: number): UpgradeAnswer {
  const isCertain = pairs.some(({ change }) => !change.certain.isEmpty)
    || objects.some(({ before, after }) => before !== 'unknown' && after !== 'unknown')
    || waysIn.some(isCertainWay);
  return isCertain ? 'different' : pairs.length + objects.length + waysIn.length + open > 0 ? 'unknown' : 'equal';
}

function isCertainWay({ before, after }: WayInChange): boolean {
  return before !== 'unknown' && after !== 'unknown';
}
