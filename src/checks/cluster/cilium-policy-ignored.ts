import { TargetRule } from '../target-rule';

export const ciliumPolicyIgnored: TargetRule = {
  meta: {
    name: 'cilium-policy-ignored',
    severity: 'error',
    summary: 'The app has policies of Cilium\'s own kinds, and the cluster does not run Cilium.',
    why: 'Without Cilium\'s custom resources `kubectl apply` fails; with them and without Cilium, nothing enforces them.',
  },

  check: ({ target, ciliumPolicies }) => {
    if (target === undefined || (target.supportsCiliumPolicy && !target.isCiliumSwitchedOff)) {
      return [];
    }
    const { name, networkDriver, isCiliumSwitchedOff } = target;
    const words = isCiliumSwitchedOff ? SWITCHED_OFF : ABSENT;
    return ciliumPolicies.map(origin => ({
      check: 'cilium-policy-ignored',
      severity: 'error',
      title: `${origin.object} has no effect: cluster \`${name}\` ${words.reason}`,
      at: origin,
      evidence: [{ label: 'declared', text: `network driver ${networkDriver}` }],
      effect: words.effect,
      notes: [],
      help: [words.help],
    }));
  },
};

const ABSENT = {
  reason: 'does not run Cilium',
  effect: 'the API server refuses the object, or accepts it and nobody enforces it',
  help: 'write a NetworkPolicy instead, or use a cluster with Cilium: `new CiliumCluster(...)`',
};

const SWITCHED_OFF = {
  reason: 'runs Cilium in enforcement mode `never`',
  effect: 'the API server accepts the object, but all traffic still flows',
  help: 'install Cilium with `policyEnforcementMode=default`, and say so in the facts',
};
