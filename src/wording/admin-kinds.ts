import { Audience, tellFact } from './audience';

/** What enforces the policies of a cluster, as far as it decides why it takes no policy of a kind. */
export interface NamedEnforcer {
  readonly networkDriver: string;
  /** `1.20`. */
  readonly ciliumVersion?: string;
  /** Whether ClusterNetworkPolicy is switched on. Undefined where nobody has said. */
  readonly clusterNetworkPolicyEnabled?: boolean;
}

/** Why an enforcer takes no policy of a kind, and what to do about it. */
export interface Untaken {
  readonly reason: string;
  readonly help: readonly string[];
}

/** The API group of ClusterNetworkPolicy and of the two kinds before it. */
export const ADMIN_GROUP = 'policy.networking.k8s.io';

const NEW_KIND = 'ClusterNetworkPolicy';

/** What comes of a policy of the whole cluster that nothing enforces. */
export const UNTAKEN_EFFECT = 'the API server takes the object where its kind is installed, and nothing enforces it: '
  + 'what it denies stays open, and what it accepts or passes on is left to the other policies';

/** Why the enforcer takes no policy of this kind, which is one of `policy.networking.k8s.io`. */
export function whyUntaken(kind: string, enforcer: NamedEnforcer, audience: Audience): Untaken {
  return kind === NEW_KIND ? whyNoClusterNetworkPolicy(enforcer, audience) : whyNotBefore(kind, enforcer, audience);
}

function whyNoClusterNetworkPolicy(enforcer: NamedEnforcer, audience: Audience): Untaken {
  const { networkDriver } = enforcer;
  const switchOn = (how: string) => andSaySo(how, audience);
  switch (networkDriver) {
    case 'cilium': return onCilium(enforcer, switchOn);
    case 'antrea': return {
      reason: switchedOff('Antrea', enforcer),
      help: [switchOn('open the feature gate `ClusterNetworkPolicy`, which Antrea has from 2.7 on')],
    };
    case 'calico': return {
      reason: switchedOff('Calico', enforcer),
      help: [switchOn('use Calico 3.32 or later, which takes it')],
    };
    case 'ovn-kubernetes': return {
      reason: 'OVN-Kubernetes takes no ClusterNetworkPolicy, only the two kinds before it',
      help: ['write it as an AdminNetworkPolicy, or as the BaselineAdminNetworkPolicy `default` if its tier is Baseline'],
    };
    case 'kindnet':
    case 'gke-dataplane-v2': return {
      reason: switchedOff('the network driver', enforcer),
      help: [switchOn('use a release that takes it')],
    };
    case 'aws-vpc': return {
      reason: `Amazon's VPC CNI takes no ClusterNetworkPolicy of \`${ADMIN_GROUP}\``,
      help: [
        'write it as a ClusterNetworkPolicy of `networking.k8s.aws/v1alpha1`, Amazon\'s own kind of that name, and switch the network policy controller on',
        sayWhatEnforces(audience),
      ],
    };
    default: return nothingOfTheGroup(networkDriver, audience);
  }
}

function onCilium(enforcer: NamedEnforcer, switchOn: (how: string) => string): Untaken {
  const { ciliumVersion = '1.15' } = enforcer;
  const [major, minor] = ciliumVersion.split('.').map(Number);
  return major > 1 || minor >= 20 ? {
    reason: switchedOff(`Cilium ${ciliumVersion}`, enforcer),
    help: [switchOn('set the Helm value `k8sClusterNetworkPolicy.enabled=true`')],
  } : {
    reason: `Cilium ${ciliumVersion} does not know ClusterNetworkPolicy, which Cilium takes from 1.20 on`,
    help: [
      switchOn('use Cilium 1.20 with the Helm value `k8sClusterNetworkPolicy.enabled=true`, and name that version'),
      `or ${CILIUMS_OWN}`,
    ],
  };
}

/** AdminNetworkPolicy and BaselineAdminNetworkPolicy. */
function whyNotBefore(kind: string, { networkDriver }: NamedEnforcer, audience: Audience): Untaken {
  switch (networkDriver) {
    case 'cilium': return {
      reason: `no version of Cilium takes ${kind}`,
      help: [
        `${asClusterNetworkPolicy(kind)}, which Cilium takes from 1.20 on where it is switched on`,
        `or ${CILIUMS_OWN}`,
      ],
    };
    case 'calico': return {
      reason: `a Calico that takes ClusterNetworkPolicy, as 3.32 does, takes ${kind} no longer`,
      help: [asClusterNetworkPolicy(kind)],
    };
    case 'aws-vpc': return {
      reason: `Amazon's VPC CNI takes no ${kind}`,
      help: [
        'write it as a ClusterNetworkPolicy of `networking.k8s.aws/v1alpha1`, and switch the network policy controller on',
        sayWhatEnforces(audience),
      ],
    };
    default: return nothingOfTheGroup(networkDriver, audience);
  }
}

const CILIUMS_OWN = 'write a CiliumClusterwideNetworkPolicy, which this version enforces; answers about its pods are then unknown';

function sayWhatEnforces(audience: Audience): string {
  const told = audience === 'constructs' ? 'policyController: \'kube-network-policies\'' : '--policy-controller kube-network-policies';
  return `or say what takes it beside the network driver: \`${told}\``;
}

function nothingOfTheGroup(networkDriver: string, audience: Audience): Untaken {
  return {
    reason: `${networkDriver} takes no policies of \`${ADMIN_GROUP}\``,
    help: ['write NetworkPolicies in the namespaces instead', sayWhatEnforces(audience)],
  };
}

/** Whoever has not said anything is told that it is off by default. */
function switchedOff(name: string, { clusterNetworkPolicyEnabled }: NamedEnforcer): string {
  return clusterNetworkPolicyEnabled === false ? `ClusterNetworkPolicy is switched off in ${name}`
    : `${name} takes ClusterNetworkPolicy only where that is switched on, and by default it is off`;
}

function andSaySo(how: string, audience: Audience): string {
  return `${how}, then say so: ${tellFact(audience, 'clusterNetworkPolicyEnabled: true')}`;
}

function asClusterNetworkPolicy(kind: string): string {
  const tier = kind === 'BaselineAdminNetworkPolicy' ? 'Baseline' : 'Admin';
  return `write it as a ClusterNetworkPolicy of \`${ADMIN_GROUP}/v1alpha2\`: \`tier: ${tier}\`, \`Accept\` for \`Allow\`, \`protocols\` for \`ports\``;
}
