import { openingRule } from './redundancy';
import { isSurelyTogether } from './same-place';
import { containsPods } from './selector-relations';
import { DIRECTIONS, Policy, TrafficDirection } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';

/** A policy that closes a direction for its pods, and one that opens it again for all of them. */
export interface OpenedDenial {
  readonly denial: Policy;
  readonly opening: Policy;
  readonly direction: TrafficDirection;
}

/**
 * Policies without rules that others open completely. Who closes both directions and then lets everything out has closed what
 * comes in, and is left alone.
 */
export function openedDenials(snapshot: Snapshot): OpenedDenial[] {
  const normal = snapshot.policies.filter(({ tier }) => tier === 'normal');
  const openings = new Map(DIRECTIONS.map(direction =>
    [direction, normal.filter(policy => openingRule(policy, direction) !== undefined)]));
  return openings.get('egress')!.length + openings.get('ingress')!.length === 0 ? [] : normal.flatMap(denial => {
    const opened = DIRECTIONS.filter(direction => denies(denial, direction)).flatMap((direction): OpenedDenial[] => {
      const opening = openings.get(direction)!.find(policy =>
        containsPods(policy.subject, denial.subject) && isSurelyTogether(snapshot, policy, denial));
      return opening === undefined ? [] : [{ denial, opening, direction }];
    });
    return denies(denial, 'ingress') ? opened.filter(({ direction }) => direction === 'ingress' || opened.length > 1) : opened;
  });
}

/** Whether the policy opens completely what another one closes. */
export function opensDenial(snapshot: Snapshot, policy: Policy): boolean {
  return openedDenials(snapshot).some(({ opening }) => opening === policy);
}

function denies(policy: Policy, direction: TrafficDirection): boolean {
  const section = policy[direction];
  return section !== undefined && section.isolates && section.rules.length === 0;
}
