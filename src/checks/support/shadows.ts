import { coverOf, regionsOf } from './coverage';
import { PlacedRule } from './placed-rules';

/**
 * The rules that certainly match, on every cluster, all that the rule matches; undefined where they may leave something
 * out, or where it matches nothing anyway.
 *
 * @param earlier those that are certainly asked before it
 */
export function shadowsOf(placed: PlacedRule, earlier: readonly PlacedRule[]): readonly PlacedRule[] | undefined {
  const regions = earlier.length === 0 ? [] : regionsOf(placed);
  const covers = regions.map(region => coverOf(region, earlier));
  const used = new Set(covers.flatMap(cover => [...cover ?? []]));
  return regions.length === 0 || covers.includes(undefined) ? undefined : earlier.filter(one => used.has(one));
}
