import { TargetRule } from './target-rule';
import { list } from '../model/words';

export const ciliumPolicyIgnored: TargetRule = {
  meta: {
    name: 'cilium-policy-ignored',
    severity: 'error',
    summary: 'The app has policies of Cilium\'s own kinds, and the cluster does not run Cilium.',
    why: 'Without Cilium\'s custom resources `kubectl apply` fails; with them and without Cilium, nothing enforces them.',
  },

  check: ({ target, ciliumPolicies }) => (target === undefined || target.supportsCiliumPolicy ? []
    : ciliumPolicies.map(origin => ({
      rule: 'cilium-policy-ignored',
      severity: 'error',
      title: `${origin.object} has no effect: cluster \`${target.name}\` does not run Cilium`,
      at: origin,
      evidence: [{ label: 'declared', text: list([`network driver ${target.networkDriver}`]) }],
      effect: 'the API server refuses the object, or nobody enforces it',
      notes: [],
      help: ['write a NetworkPolicy instead, or use a cluster with Cilium: `new CiliumCluster(...)`'],
    }))),
};
