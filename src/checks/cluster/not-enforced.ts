import { Target } from '../../model/cluster';
import { Audience } from '../../wording/audience';
import { clusterName } from '../../wording/enforcers';
import { count } from '../../wording/lists';
import { Check } from '../check';

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

export const notEnforced: Check = {
  meta: {
    name: 'not-enforced',
    severity: 'error',
    summary: 'The cluster has nothing that enforces network policies.',
    why: 'The API server accepts every policy, whether anything enforces it or not. Where nothing does, all traffic flows.',
    bad: { manifests: MANIFESTS, cluster: { networkDriver: 'flannel' } },
    good: { manifests: MANIFESTS, cluster: { networkDriver: 'cilium' } },
    links: [{ title: 'Kubernetes: network policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: ({ target, snapshot, audience }) => {
    if (target === undefined || target.enforcesNetworkPolicy || snapshot.policies.length === 0) {
      return [];
    }
    const policies = snapshot.policies.length === 1 ? '1 NetworkPolicy' : `${snapshot.policies.length} NetworkPolicies`;
    return [{
      check: 'not-enforced',
      severity: 'error',
      title: `${policies} will have no effect: ${clusterName(target)} ${declared(target)}`,
      at: target.origin,
      evidence: [
        { label: 'declared', text: declaration(target) },
        { label: 'policies', text: `${count(snapshot.policies.length, 'object')}, in ${count(namespaces(snapshot.policies), 'namespace')}` },
      ],
      effect: 'the API server accepts the policies and `kubectl get netpol` lists them, but all traffic still flows',
      notes: [
        'this reads the description of the cluster; nobody has looked at the cluster itself',
        `${audience === 'constructs' ? 'assertions and ' : ''}checks take every connection for allowed, since that is what this cluster does`,
      ],
      help: howToEnforce(target, audience),
    }];
  },
};

function namespaces(policies: readonly { readonly namespace: string }[]): number {
  return new Set(policies.map(({ namespace }) => namespace)).size;
}

function declaration({ networkDriver, policyController, isCiliumSwitchedOff }: Target): string {
  return [
    `network driver ${networkDriver}`, `${policyController ?? 'no'} policy controller`,
    ...(isCiliumSwitchedOff ? ['enforcement mode never'] : []),
  ].join(', ');
}

function declared({ networkDriver, isCiliumSwitchedOff }: Target): string {
  return isCiliumSwitchedOff ? 'runs Cilium in enforcement mode `never`' : `declares network driver \`${networkDriver}\``;
}

function howToEnforce({ networkDriver, isCiliumSwitchedOff }: Target, audience: Audience): string[] {
  if (isCiliumSwitchedOff) {
    return ['install Cilium with `policyEnforcementMode=default`, and say so in the facts'];
  }
  return audience === 'manifests' ? [
    'use a driver that enforces policies, and name it: `--driver cilium-1.20`',
    `or say what enforces them beside ${networkDriver}: \`--policy-controller kube-network-policies\``,
  ] : [
    'use a driver that enforces policies: `new CiliumCluster(...)`, or `networkDriver: NetworkDriver.CILIUM`',
    `or say what enforces them beside ${networkDriver}: \`policyController: 'kube-network-policies'\``,
  ];
}
