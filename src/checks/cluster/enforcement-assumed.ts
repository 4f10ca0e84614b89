import { Check } from '../check';
import { placeOfTarget } from '../support/place-of-target';

const MANIFESTS = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`;

export const enforcementAssumed: Check = {
  meta: {
    name: 'enforcement-assumed',
    severity: 'warning',
    summary: 'Nobody has said which cluster the policies are meant for.',
    why: 'On a cluster whose network driver enforces nothing, every policy is a silent hole.',
    bad: { manifests: MANIFESTS, cluster: {} },
    good: { manifests: MANIFESTS, cluster: { networkDriver: 'calico' } },
    links: [{ title: 'Kubernetes: network policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: ({ target, snapshot, audience }) => (target !== undefined || snapshot.policies.length === 0 ? [] : [{
    check: 'enforcement-assumed',
    severity: 'warning',
    title: 'it is assumed that the cluster enforces network policies, and does so as Kubernetes documents',
    at: placeOfTarget(audience),
    evidence: [],
    notes: ['some network drivers enforce nothing, and Cilium differs from the documentation in places'],
    help: audience === 'manifests' ? [
      'name what gives the pods their network: `--driver calico`, or in netpol.yaml `target: { networkDriver: calico }`',
    ] : [
      'name the cluster, which is a `CiliumCluster` or one that you describe:\n'
      + 'NetworkPolicyValidation.of(app, {\n'
      + '  target: ExistingCluster.of(\'staging\', { networkDriver: NetworkDriver.CALICO }),\n'
      + '});',
    ],
  }]),
};
