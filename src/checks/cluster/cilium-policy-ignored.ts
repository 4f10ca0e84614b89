import { Check } from '../check';

const MANIFESTS = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: deny, namespace: shop }
spec: { endpointSelector: {}, ingress: [{}] }
`;

export const ciliumPolicyIgnored: Check = {
  meta: {
    name: 'cilium-policy-ignored',
    severity: 'error',
    summary: 'The app has policies of Cilium\'s own kinds, and the cluster does not run Cilium.',
    why: 'Without Cilium\'s custom resources `kubectl apply` fails; with them and without Cilium, nothing enforces them.',
    bad: { manifests: MANIFESTS, cluster: { networkDriver: 'calico' } },
    good: { manifests: MANIFESTS, cluster: { networkDriver: 'cilium' } },
    links: [{ title: 'Cilium: network policy', url: 'https://docs.cilium.io/en/stable/network/kubernetes/policy/' }],
    since: '0.1.0',
    status: 'stable',
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
