import { TargetRule } from '../target-rule';

export const enforcementAssumed: TargetRule = {
  meta: {
    name: 'enforcement-assumed',
    severity: 'warning',
    summary: 'Nobody has said which cluster the policies are meant for.',
    why: 'On a cluster whose network driver enforces nothing, every policy is a silent hole.',
  },

  check: ({ target, enforced }) => (target !== undefined || enforced.policies.length === 0 ? [] : [{
    check: 'enforcement-assumed',
    severity: 'warning',
    title: 'it is assumed that the cluster enforces network policies, and does so as Kubernetes documents',
    at: { object: 'NetworkPolicyValidation' },
    evidence: [],
    notes: ['some network drivers enforce nothing, and Cilium differs from the documentation in places'],
    help: [
      'name the cluster, which is a `CiliumCluster` or one that you describe:\n'
      + 'NetworkPolicyValidation.of(app, {\n'
      + '  target: ExistingCluster.of(\'staging\', { networkDriver: NetworkDriver.CALICO }),\n'
      + '});',
    ],
  }]),
};
