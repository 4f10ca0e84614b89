import { Unmatched } from './unmatched';
import { NamespaceScope } from '../../model/peer';
import { formatPolicy, Policy, TrafficDirection } from '../../model/policy';
import { formatSelector } from '../../model/selector';
import { describePeer, describeScope, describeSubject } from '../../wording/rules';

/** Where a selector stands, in the words of findings. */
export interface SelectorPlace {
  /** The words that begin a title: ``ingress rule 1 of policy `shop/web` ``. */
  readonly title: string;
  /** The same where several places are listed. */
  readonly place: string;
  /** The field that it stands in. */
  readonly label: string;
  readonly text: string;
}

type PlacedSelector = Pick<Unmatched, 'policy' | 'placed' | 'pods'>;

/** Where the selector stands, and what it says. */
export function selectorPlace({ policy, placed, pods }: PlacedSelector): SelectorPlace {
  if (placed !== undefined) {
    const text = describePeer(placed.peer, policy.namespace);
    return { ...rulePlace(policy, placed.direction, placed.rule.index), text };
  }
  const name = formatPolicy(policy);
  const named = { title: `policy \`${name}\``, place: `policy ${name}` };
  return policy.namespace === '' ? { ...named, label: 'subject', text: describeSubject(policy.subject) }
    : { ...named, label: 'podSelector', text: formatSelector(pods) };
}

/** Where a rule stands, and the field of its peers. */
export function rulePlace(policy: Policy, direction: TrafficDirection, index: number): Omit<SelectorPlace, 'text'> {
  const rule = `${direction} rule ${index + 1} of`;
  return {
    title: `${rule} policy \`${formatPolicy(policy)}\``,
    place: `${rule} ${formatPolicy(policy)}`,
    label: direction === 'egress' ? 'to' : 'from',
  };
}

/** `` `shop` `` or `namespaces with team=a` */
export function quoteScope(scope: NamespaceScope): string {
  return scope.kind === 'named' ? `\`${scope.name}\`` : describeScope(scope);
}
