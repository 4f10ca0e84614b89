import { Problem } from '../../model/finding';
import { AdminPolicyResource } from '../../resources/admin-policy';

/** Says once that few enforcers take policies of the whole cluster, where nobody says what enforces them. */
export function reportAssumed(policies: readonly AdminPolicyResource[], problems: Problem[]): void {
  const [first] = policies;
  if (first !== undefined) {
    const kinds = [...new Set(policies.map(({ kind }) => `\`${kind}\``))].join(', ');
    problems.push({
      severity: 'info',
      message: `answers take it that the cluster enforces ${kinds}, which few network plugins do`,
      at: first.origin,
      field: 'kind',
      help: 'name what enforces the policies: of Cilium only 1.20 with `k8sClusterNetworkPolicy.enabled`, Calico from 3.32 on '
        + '(ClusterNetworkPolicy only), OVN-Kubernetes (the other two kinds only), Antrea behind a feature gate',
    });
  }
}
