import { Target } from '../../model/cluster';
import { PolicyOfKind } from '../../model/unsimulated';
import { ADMIN_GROUP, UNTAKEN_EFFECT, whyUntaken } from '../../wording/admin-kinds';
import { Audience, tellFact } from '../../wording/audience';
import { clusterName } from '../../wording/enforcers';
import { Check } from '../check';
import { foldRepeats, Repeatable } from '../support/repeats';

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

export const policyKindNotEnforced: Check = {
  meta: {
    name: 'policy-kind-not-enforced',
    severity: 'error',
    summary: 'The app has policies of a kind that the cluster does not enforce.',
    why: 'Without the custom resource of such a kind `kubectl apply` fails; with it, nothing enforces the policy, and what '
      + 'it seems to close stays open.',
    bad: { manifests: MANIFESTS, cluster: { networkDriver: 'calico' } },
    good: { manifests: MANIFESTS, cluster: { networkDriver: 'cilium' } },
    links: [
      { title: 'Cilium: network policy', url: 'https://docs.cilium.io/en/stable/network/kubernetes/policy/' },
      { title: 'Network Policy API: implementations', url: 'https://network-policy-api.sigs.k8s.io/implementations/' },
    ],
    since: '0.1.0',
    status: 'stable',
  },

  check: ({ target, ignoredPolicies, audience }) => (target === undefined ? []
    : foldRepeats(ignoredPolicies.map(policy => repeatable(policy, target, audience)))),
};

/** Why objects of a kind have no effect, after the name of one: `cluster `staging` does not run Cilium`. */
interface Words {
  readonly reason: string;
  readonly effect: string;
  readonly help: readonly string[];
}

function repeatable(policy: PolicyOfKind, target: Target, audience: Audience): Repeatable {
  const { kind, origin } = policy;
  const { reason, effect, help } = wordsFor(policy, target, audience);
  return {
    finding: {
      check: policyKindNotEnforced.meta.name,
      severity: 'error',
      title: `${origin.object} has no effect: ${reason}`,
      at: origin,
      evidence: [{ label: 'declared', text: `network driver ${target.networkDriver}` }],
      effect,
      notes: [],
      help,
    },
    cause: `${kind} ${reason}`,
    place: origin.object,
  };
}

function wordsFor({ group, kind }: PolicyOfKind, target: Target, audience: Audience): Words {
  const cluster = clusterName(target);
  if (group === ADMIN_GROUP) {
    const { reason, help } = whyUntaken(kind, target, audience);
    return { reason: `on ${cluster}, ${reason}`, effect: UNTAKEN_EFFECT, help };
  }
  const { reason, ...words } = group === 'cilium.io' && target.isCiliumSwitchedOff ? SWITCHED_OFF
    : group === 'cilium.io' && target.networkDriver === GKE ? refusedByGoogle(kind, audience)
      : absent(VENDORS.get(group) ?? `policies of ${group}`, group, audience);
  return { reason: `${cluster} ${reason}`, ...words };
}

/** Who enforces the policies of a group. */
const VENDORS: ReadonlyMap<string, string> = new Map([
  ['cilium.io', 'Cilium'],
  ['projectcalico.org', 'Calico'],
  ['crd.projectcalico.org', 'Calico'],
  ['crd.antrea.io', 'Antrea'],
  ['security.antrea.tanzu.vmware.com', 'Antrea'],
  ['k8s.ovn.org', 'OVN-Kubernetes'],
]);

function absent(vendor: string, group: string, audience: Audience): Words {
  return {
    reason: VENDORS.has(group) ? `does not run ${vendor}` : `does not enforce ${vendor}`,
    effect: 'the API server refuses the object, or accepts it and nobody enforces it',
    help: [group === 'cilium.io' ? `write a NetworkPolicy instead, or use a cluster with Cilium: ${audience === 'constructs' ? '`new CiliumCluster(...)`' : '`--driver cilium-1.20`'}`
      : 'write a NetworkPolicy instead, or correct the target if the cluster does enforce them'],
  };
}

const GKE = 'gke-dataplane-v2';

/** GKE's Dataplane V2 is Cilium inside, but of Cilium's kinds it takes one at most. */
function refusedByGoogle(kind: string, audience: Audience): Words {
  return {
    reason: `runs GKE's Dataplane V2, which takes no ${kind}`,
    effect: 'the API server refuses the object, or accepts it and nobody enforces it',
    help: [kind === 'CiliumClusterwideNetworkPolicy'
      ? `switch the kind on in the cluster and say so: ${tellFact(audience, 'gkeClusterwidePolicies: true')}; or write a NetworkPolicy instead`
      : 'write a NetworkPolicy instead, or a CiliumClusterwideNetworkPolicy where that kind is switched on'],
  };
}

const SWITCHED_OFF: Words = {
  reason: 'runs Cilium in enforcement mode `never`',
  effect: 'the API server accepts the object, but all traffic still flows',
  help: ['install Cilium with `policyEnforcementMode=default`, and say so in the facts'],
};
