import { Blank, Opening } from '../../model/blank';
import { Origin } from '../../model/origin';
import { TrafficDirection } from '../../model/policy';
import { PolicyType } from '../../resources/network-policy';
import { Field } from '../reading/fields';

/**
 * The fields of a policy that are there and say nothing, and so mean everything. `ingress` and `egress` themselves are none
 * of them: without rules they admit nobody. Rules of a direction that the policy is not for open nothing either.
 */
export function blanksOf(spec: Field, policyTypes: readonly PolicyType[], at: Origin): Blank[] {
  return [
    ...blanksOfSelector(spec.get('podSelector')).map(field => blank(field, 'subject')),
    ...policyTypes.includes('Ingress') ? blanksOfRules(spec.get('ingress'), 'from', 'ingress') : [],
    ...policyTypes.includes('Egress') ? blanksOfRules(spec.get('egress'), 'to', 'egress') : [],
  ].map(found => ({ ...found, at }));
}

type Found = Omit<Blank, 'at'>;

function blanksOfRules(rules: Field, peersKey: string, direction: TrafficDirection): Found[] {
  return rules.items().flatMap((rule, index) => {
    if (rule.isAbsent) {
      return [];
    }
    const peers = rule.get(peersKey);
    return [
      ...isBlankList(peers) ? [blank(peers, 'peers')] : peers.items().flatMap(blanksOfPeer),
      ...isBlankList(rule.get('ports')) ? [blank(rule.get('ports'), 'ports')] : [],
    ].map(found => ({ ...found, rule: { direction, index } }));
  });
}

/** A peer without a namespaceSelector looks in one namespace only, so that of the two only the other one can open more. */
function blanksOfPeer(peer: Field): Found[] {
  const pods = peer.get('podSelector');
  const namespaces = peer.get('namespaceSelector');
  return [
    ...blanksOfSelector(pods).map(field => blank(field, 'peer-pods')),
    ...namespaces.value === null ? [] : blanksOfSelector(namespaces).map(field => blank(field, 'peer-namespaces')),
  ];
}

/** The selector itself, or a field in it; none where something in it selects. `{}` is how people write "all". */
function blanksOfSelector(selector: Field): Field[] {
  if (selector.value === null) {
    return [selector];
  }
  const [labels, expressions] = [selector.get('matchLabels'), selector.get('matchExpressions')];
  const isSelecting = labels.keys().length > 0 || expressions.items().length > 0;
  return isSelecting ? [] : [labels, expressions].filter(({ value }) => value === null).slice(0, 1);
}

function isBlankList({ value }: Field): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function blank({ path, value }: Field, opens: Opening): Found {
  return { opens, field: path, isEmptyList: value !== null };
}
