import { FIRST_TO_REFUSE_CIDRS } from '../model/kubernetes-version';
import { Origin } from '../model/origin';
import { Snapshot } from '../model/snapshot';
import { PolicyOfKind } from '../model/unsimulated';
import { ObjectChange } from '../model/upgrade';
import { NetworkPolicyResource, ResourceRule } from '../resources/network-policy';
import { Ternary } from '../sets/ternary';
import { list } from '../wording/lists';
import { slipOfCidr } from '../wording/written-cidrs';

/** What decides about objects where something enforces the policies. */
export interface ObjectReading {
  readonly snapshot: Snapshot;
  /** Policies that the enforcer certainly ignores. */
  readonly ignored: readonly PolicyOfKind[];
  /** The minor version of Kubernetes; undefined where nobody has said. */
  readonly kubernetesMinor?: number;
}

/** Every policy that is enforced or accepted in one of two readings, and not in the same way in the other. */
export function changedObjects(
  before: ObjectReading, after: ObjectReading, networkPolicies: readonly NetworkPolicyResource[],
): ObjectChange[] {
  return [...changedEnforcement(before, after), ...changedAcceptance(before, after, networkPolicies)];
}

/** Whether an object stops, or may stop, being enforced or accepted. */
export function isLost({ before, after }: ObjectChange): boolean {
  return RANKS[after] < RANKS[before];
}

const RANKS: Readonly<Record<Ternary, number>> = { no: 0, unknown: 1, yes: 2 };

function changedEnforcement(before: ObjectReading, after: ObjectReading): ObjectChange[] {
  const [past, present] = [before, after].map(fatesIn);
  return [...new Map([...past, ...present])].flatMap(([key, { at }]): ObjectChange[] => {
    const [old, recent] = [past, present].map(fates => fates.get(key)?.fate ?? 'unknown');
    return old === recent ? [] : [{ at, fate: 'enforced', before: old, after: recent }];
  }).sort((left, right) => (keyOf(left.at) < keyOf(right.at) ? -1 : 1));
}

interface Fate {
  readonly at: Origin;
  readonly fate: Ternary;
}

/** Whether each policy is enforced: where a kind may or may not be taken, only some interpretations have its policies. */
function fatesIn({ snapshot, ignored }: ObjectReading): Map<string, Fate> {
  const { policies, otherInterpretations = [], unsimulated, enforcement } = snapshot;
  const isOff = enforcement.mode === 'never';
  const interpretations = [policies, ...otherInterpretations.map(one => one.policies)];
  const taken = interpretations.map(all => new Set(all.map(({ origin }) => keyOf(origin))));
  return new Map([
    ...interpretations.flat().map(({ origin }): Fate =>
      ({ at: origin, fate: isOff ? 'no' : taken.every(keys => keys.has(keyOf(origin))) ? 'yes' : 'unknown' })),
    ...unsimulated.map(({ origin }): Fate => ({ at: origin, fate: isOff ? 'no' : 'unknown' })),
    ...ignored.map(({ origin }): Fate => ({ at: origin, fate: 'no' })),
  ].map(fate => [keyOf(fate.at), fate]));
}

function keyOf({ object, file = '' }: Origin): string {
  return JSON.stringify([object, file]);
}

/** The API server checks what is written, whatever becomes of it: rules that no `policyTypes` makes count as well. */
function changedAcceptance(
  before: ObjectReading, after: ObjectReading, networkPolicies: readonly NetworkPolicyResource[],
): ObjectChange[] {
  const [past, present] = [before, after].map(({ kubernetesMinor: minor }): Ternary =>
    (minor === undefined ? 'unknown' : minor < FIRST_TO_REFUSE_CIDRS ? 'yes' : 'no'));
  return past === present ? [] : networkPolicies.flatMap(({ origin, ingress, egress }): ObjectChange[] => {
    const slips = [...new Set([...ingress, ...egress].flatMap(cidrsOf))]
      .flatMap(text => (slipOfCidr(text) === undefined ? [] : [{ text, ...slipOfCidr(text)! }]));
    return slips.length === 0 ? [] : [{
      at: origin,
      fate: 'accepted',
      before: past,
      after: present,
      fault: list(slips.map(({ text, fault }) => `\`${text}\` ${fault}`)),
      help: `write ${list(slips.map(({ readings: [{ cidr }] }) => `\`${cidr}\``))}`,
    }];
  });
}

function cidrsOf({ peers }: ResourceRule): string[] {
  return peers.flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock.cidr, ...ipBlock.except]));
}
