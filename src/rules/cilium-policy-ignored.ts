import { TargetRule } from './target-rule';

export const ciliumPolicyIgnored: TargetRule = {
  meta: {
    name: 'cilium-policy-ignored',
    severity: 'error',
    summary: 'The app has policies of Cilium\'s own kinds, and the cluster does not run Cilium.',
    why: 'Without Cilium\'s custom resources `kubectl apply` fails; with them and without Cilium, nothing enforces them.',
  },

  check: ({ target, ciliumPolicies }) => (target === undefined || (target.supportsCiliumPolicy && !target.isCiliumSwitchedOff) ? []
    : ciliumPolicies.map(origin => ({
      rule: 'cilium-policy-ignored',
      severity: 'error',
      title: `${origin.object} has no effect: cluster \`${target.name}\` `
        + (target.isCiliumSwitchedOff ? 'runs Cilium in enforcement mode `never`' : 'does not run Cilium'),
      at: origin,
      evidence: [{ label: 'declared', text: `network driver ${target.networkDriver}` }],
      effect: target.isCiliumSwitchedOff ? 'the API server accepts the object, but all traffic still flows'
        : 'the API server refuses the object, or accepts it and nobody enforces it',
      notes: [],
      help: [target.isCiliumSwitchedOff ? 'install Cilium with `policyEnforcementMode=default`, and say so in the facts'
        : 'write a NetworkPolicy instead, or use a cluster with Cilium: `new CiliumCluster(...)`'],
    }))),
};
