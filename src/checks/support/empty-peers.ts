import { Blank } from '../../model/blank';
import { Policy, Rule, TrafficDirection } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';

/** The field for the peers of the rule, if it is there and names nobody. */
export function emptyPeersOf(
  { blanks = [] }: Snapshot, policy: Policy, direction: TrafficDirection, { index }: Pick<Rule, 'index'>,
): Blank | undefined {
  return blanks.find(({ at, opens, rule }) =>
    at === policy.origin && opens === 'peers' && rule?.direction === direction && rule.index === index);
}
