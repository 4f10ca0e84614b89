import { Target } from '../../model/cluster';
import { DIRECTIONS, Policy } from '../../model/policy';
import { clusterName } from '../../wording/enforcers';
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

export const startsOpen: Check = {
  meta: {
    name: 'starts-open',
    severity: 'info',
    summary: 'The cluster starts pods before the policies for them are in place.',
    why: 'Kubernetes asks of a network plugin that a pod is isolated from its first instant. Some start it open and put the '
      + 'rules in place a moment later, so that what is denied passes for that time, whenever a pod starts.',
    bad: { manifests: MANIFESTS, cluster: { networkDriver: 'kube-router' } },
    good: { manifests: MANIFESTS, cluster: { networkDriver: 'calico' } },
    links: [
      { title: 'Kubernetes: pod lifecycle and network policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#pod-lifecycle' },
      { title: 'aws-network-policy-agent#345', url: 'https://github.com/aws/aws-network-policy-agent/issues/345' },
      { title: 'kube-router#873', url: 'https://github.com/cloudnativelabs/kube-router/issues/873' },
    ],
    since: '0.1.0',
    status: 'stable',
  },

  check: ({ target, snapshot }) => {
    const late = target?.enforcesNetworkPolicy === true ? lateEnforcer(target) : undefined;
    const isolating = snapshot.policies.filter(isolates);
    if (target === undefined || late === undefined || isolating.length === 0) {
      return [];
    }
    return [{
      check: startsOpen.meta.name,
      severity: 'info',
      title: `pods are open for a moment when they start: on ${clusterName(target)}, ${late.name} puts ${countOfKinds(isolating)} in place after that`,
      at: target.origin,
      evidence: [{ label: 'declared', text: `${target.networkDriver}${target.policyController === undefined ? '' : ` with ${target.policyController}`}` }],
      notes: [late.note],
      help: [...late.help, 'or let programs authenticate those who call them, and not rely on policies alone while they start'],
    }];
  },
};

function isolates(policy: Policy): boolean {
  return DIRECTIONS.some(direction => policy[direction]?.isolates === true);
}

/** An enforcer that comes after the start of a pod. */
interface LateEnforcer {
  readonly name: string;
  /** What is known about the time between. */
  readonly note: string;
  readonly help: readonly string[];
}

const KUBE_ROUTER: LateEnforcer = {
  name: 'kube-router',
  note: 'its rules follow when it has heard of the pod; how long that takes depends on the size of the cluster',
  help: ['let programs wait until policies hold, as with an init container that tries a connection that is to be denied'],
};

const AWS: LateEnforcer = {
  name: 'the agent of the Amazon VPC CNI plugin',
  note: 'in its standard mode everything passes for a second or two, and replies to connections of that time are dropped '
    + 'afterwards; in strict mode pods start closed, and this is no finding',
  help: ['switch on strict mode: `NETWORK_POLICY_ENFORCING_MODE=strict` of the DaemonSet `aws-node`; every pod then needs a policy that opens it'],
};

/** A controller beside the driver is known by the name that the user gives it. */
function lateEnforcer({ networkDriver, policyController = '' }: Target): LateEnforcer | undefined {
  if (/kube-?router/i.test(policyController) || (networkDriver === 'kube-router' && policyController === '')) {
    return KUBE_ROUTER;
  }
  return networkDriver === 'aws-vpc' && /aws|vpc|network-policy-agent/i.test(policyController) ? AWS : undefined;
}
