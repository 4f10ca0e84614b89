import { SuggestedPolicy, SuggestedRule } from './suggestion';

/** Whether this will do in place of what it was made of. */
type Will<Item> = (item: Item) => boolean;

/**
 * The policies without whatever can be left out, from whole policies down to single peers and ports. As rules only ever
 * admit, what is needed among many is needed among fewer, so that each piece is looked at once.
 */
export function minimal(
  policies: readonly SuggestedPolicy[], will: Will<readonly SuggestedPolicy[]>,
): SuggestedPolicy[] {
  return eachInTurn(needed(policies, will), will, narrowPolicy);
}

function narrowPolicy(policy: SuggestedPolicy, will: Will<SuggestedPolicy>): SuggestedPolicy {
  const willRules = (rules: readonly SuggestedRule[]) => will({ ...policy, rules });
  return { ...policy, rules: eachInTurn(someNeeded(policy.rules, willRules), willRules, narrowRule) };
}

function narrowRule(rule: SuggestedRule, will: Will<SuggestedRule>): SuggestedRule {
  const peers = someNeeded(rule.peers, fewer => will({ ...rule, peers: fewer }));
  return { peers, ports: someNeeded(rule.ports, fewer => will({ peers, ports: fewer })) };
}

/** The items without those that can be left out one after the other. */
function needed<Item>(items: readonly Item[], will: Will<readonly Item[]>): Item[] {
  return items.reduce<Item[]>((kept, item) => {
    const without = kept.filter(other => other !== item);
    return will(without) ? without : kept;
  }, [...items]);
}

/** The same of a list that means everybody when it is empty. */
function someNeeded<Item>(items: readonly Item[], will: Will<readonly Item[]>): Item[] {
  return needed(items, fewer => fewer.length > 0 && will(fewer));
}

/** The items, each made as narrow as it can be beside the others. */
function eachInTurn<Item>(
  items: readonly Item[], will: Will<readonly Item[]>, narrow: (item: Item, will: Will<Item>) => Item,
): Item[] {
  return items.reduce<Item[]>((all, item, index) => {
    const withItem = (other: Item) => all.map((one, place) => (place === index ? other : one));
    return withItem(narrow(item, other => will(withItem(other))));
  }, [...items]);
}
