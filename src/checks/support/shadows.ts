import { coverOfAll, regionsOf } from './coverage';
import { PlacedRule } from './placed-rules';

/**
 * The rules that certainly match, on every cluster, all that the rule matches; undefined where they may leave something
 * out, or where it matches nothing anyway.
 *
 * @param earlier those that are certainly asked before it
 */
export function shadowsOf(placed: PlacedRule, earlier: readonly PlacedRule[]): readonly PlacedRule[] | undefined {
  const regions = earlier.length === 0 ? [] : regionsOf(placed);
  const used = regions.length === 0 ? undefined : coverOfAll(regions, earlier);
  return used && earlier.filter(one => used.has(one));
}
