import { Blank } from '../../model/blank';
import { Policy, Rule, TrafficDirection } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';

/** The field for the peers of the rule, if it is there and names nobody. */
export function emptyPeersOf(
  snapshot: Snapshot, policy: Policy, direction: TrafficDirection, rule: Pick<Rule, 'index'>,
): Blank | undefined {
  return blanksIn(snapshot, policy, direction, rule).find(({ opens }) => opens === 'peers');
}

/** Whether the rule has a list of ports with none in it, and so is for all of them. */
export function hasEmptyPorts(
  snapshot: Snapshot, policy: Policy, direction: TrafficDirection, rule: Pick<Rule, 'index'>,
): boolean {
  return blanksIn(snapshot, policy, direction, rule).some(({ opens, isEmptyList }) => opens === 'ports' && isEmptyList);
}

function blanksIn(
  { blanks = [] }: Snapshot, policy: Policy, direction: TrafficDirection, { index }: Pick<Rule, 'index'>,
): Blank[] {
  return blanks.filter(({ at, rule }) => at === policy.origin && rule?.direction === direction && rule.index === index);
}
