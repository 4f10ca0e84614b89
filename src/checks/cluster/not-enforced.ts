import { Target } from '../../model/cluster';
import { count } from '../../wording/lists';
import { TargetRule } from '../target-rule';

export const notEnforced: TargetRule = {
  meta: {
    name: 'not-enforced',
    severity: 'error',
    summary: 'The cluster has nothing that enforces network policies.',
    why: 'The API server accepts every policy, whether anything enforces it or not. Where nothing does, all traffic flows.',
  },

  check: ({ target, enforced }) => {
    if (target === undefined || target.enforcesNetworkPolicy || enforced.policies.length === 0) {
      return [];
    }
    const policies = enforced.policies.length === 1 ? '1 NetworkPolicy' : `${enforced.policies.length} NetworkPolicies`;
    return [{
      check: 'not-enforced',
      severity: 'error',
      title: `${policies} will have no effect: cluster \`${target.name}\` ${declared(target)}`,
      at: target.origin,
      evidence: [
        { label: 'declared', text: declaration(target) },
        { label: 'policies', text: `${count(enforced.policies.length, 'object')}, in ${count(namespaces(enforced.policies), 'namespace')}` },
      ],
      effect: 'the API server accepts the policies and `kubectl get netpol` lists them, but all traffic still flows',
      notes: [
        'this reads the description of the cluster; nobody has looked at the cluster itself',
        'assertions are checked as if there were no policy, since that is what this cluster does; other checks read the policies',
      ],
      help: howToEnforce(target),
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

function howToEnforce({ networkDriver, isCiliumSwitchedOff }: Target): string[] {
  if (isCiliumSwitchedOff) {
    return ['install Cilium with `policyEnforcementMode=default`, and say so in the facts'];
  }
  return [
    'use a driver that enforces policies: `new CiliumCluster(...)`, or `networkDriver: NetworkDriver.CILIUM`',
    `or say what enforces them beside ${networkDriver}: \`policyController: 'kube-network-policies'\``,
  ];
}
