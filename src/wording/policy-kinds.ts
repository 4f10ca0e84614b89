import { Policy } from '../model/policy';

/** `1 NetworkPolicy`, `2 NetworkPolicies and 1 ClusterNetworkPolicy`. */
export function countOfKinds(policies: readonly Policy[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of policies) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const parts = [...counts].map(([kind, times]) => `${times} ${times === 1 ? kind : plural(kind)}`);
  return parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}

function plural(kind: string): string {
  return kind.replace(/y$/, 'ies');
}
