import { mayShareRegion } from './coverage';
import { PlacedRule } from './placed-rules';
import { shadowsOf } from './shadows';

/**
 * The rules of the admin tier that certainly decide, on every cluster, about all that a rule of the baseline tier matches;
 * undefined where something may come down to it. A rule that passes anything of it on lets it come down.
 */
export function decidersOf(placed: PlacedRule, above: readonly PlacedRule[]): readonly PlacedRule[] | undefined {
  const mayPass = above.some(other => other.rule.effect === 'pass' && mayShareRegion(other, placed));
  return mayPass ? undefined : shadowsOf(placed, above.filter(({ rule }) => rule.effect !== 'pass'));
}
