import { DIRECTIONS, Policy, TrafficDirection } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { isolatingPolicies } from '../../semantics/isolation';

const OPEN: Record<TrafficDirection, string> = {
  ingress: 'everybody can reach it on every port',
  egress: 'it can reach everybody',
};

/** What it means that the policy does not select the pods which it was meant for. Only where it is certain which they are. */
export function openSubjectsEffect(snapshot: Snapshot, policy: Policy, meant: readonly Workload[]): string | undefined {
  const [only] = meant;
  if (meant.length !== 1) {
    return undefined;
  }
  const open = DIRECTIONS.filter(direction =>
    policy[direction] !== undefined && isolatingPolicies(snapshot, only, direction).length === 0);
  return open.length === 0 ? undefined
    : `no other policy selects \`${formatWorkload(only)}\` for ${open.join(' and ')}, so ${open.map(direction => OPEN[direction]).join(' and ')}`;
}
