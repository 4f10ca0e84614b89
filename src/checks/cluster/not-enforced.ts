import { Target } from '../../model/cluster';
import { Policy } from '../../model/policy';
import { Audience } from '../../wording/audience';
import { clusterName } from '../../wording/enforcers';
import { count } from '../../wording/lists';
import { countOfKinds } from '../../wording/policy-kinds';
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
    return [{
      check: 'not-enforced',
      severity: 'error',
      title: `${countOfKinds(snapshot.policies)} will have no effect: ${clusterName(target)} ${declared(target)}`,
      at: target.origin,
      evidence: [
        { label: 'declared', text: declaration(target) },
        { label: 'policies', text: `${count(snapshot.policies.length, 'object')}, in ${places(snapshot.policies)}` },
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

/** `2 namespaces`; policies of the whole cluster are in none. */
function places(policies: readonly Policy[]): string {
  const names = new Set(policies.map(({ namespace }) => namespace));
  const hasCluster = names.delete('');
  return names.size === 0 ? 'the whole cluster' : `${count(names.size, 'namespace')}${hasCluster ? ' and the whole cluster' : ''}`;
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
