import { CiliumRelease, isAtLeast } from './cilium/version';
import { Dialect } from './dialect';
import { PolicyOfKind } from '../model/unsimulated';
import { ADMIN_POLICY_GROUP } from '../resources/admin-policy';
import { Ternary } from '../sets/ternary';

/** What enforces the policies of a cluster, as far as somebody has said. */
export interface Enforcer {
  readonly networkDriver: string;
  /** A controller beside the driver. */
  readonly policyController?: string;
  /** Whether Cilium enforces its own kinds of policies there. */
  readonly enforcesCiliumPolicy: boolean;
  /** Whether GKE's Dataplane V2 takes CiliumClusterwideNetworkPolicy, which has to be switched on. Undefined is unknown. */
  readonly takesClusterwidePolicies?: boolean;
  readonly ciliumVersion?: CiliumRelease;
  /** Whether ClusterNetworkPolicy is switched on. Undefined is the default of the driver, or unknown where it has none. */
  readonly clusterNetworkPolicyEnabled?: boolean;
}

/** The drivers that may enforce the policies of an API group. */
const DRIVERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['projectcalico.org', ['calico']],
  ['crd.projectcalico.org', ['calico']],
  ['crd.antrea.io', ['antrea']],
  ['security.antrea.tanzu.vmware.com', ['antrea']],
  ['k8s.ovn.org', ['ovn-kubernetes']],
  ['network.openshift.io', ['ovn-kubernetes']],
  ['networking.k8s.aws', ['aws-vpc']],
  // These two are installed on top of Amazon's driver, which puts pods into security groups all the same.
  ['vpcresources.k8s.aws', ['aws-vpc', 'calico', 'cilium']],
  ['networking.gke.io', ['gke-dataplane-v2', 'calico']],
]);

/** Drivers of which too little is known. */
const OPEN_DRIVERS: readonly string[] = ['other', 'azure'];

/**
 * Whether it enforces policies of the kind. A controller may enforce anything but Cilium's own kinds; Google's build of
 * Cilium takes its kind for the whole cluster.
 */
export function enforces(
  enforcer: Enforcer, { group, kind }: Pick<PolicyOfKind, 'group' | 'kind'>,
): Ternary {
  const { networkDriver, policyController, enforcesCiliumPolicy, takesClusterwidePolicies = true } = enforcer;
  if (group === 'cilium.io') {
    const isTakenByGoogle = networkDriver === 'gke-dataplane-v2' && kind === 'CiliumClusterwideNetworkPolicy'
      && takesClusterwidePolicies;
    return !enforcesCiliumPolicy && !isTakenByGoogle ? 'no' : 'unknown';
  }
  if (policyController !== undefined || OPEN_DRIVERS.includes(networkDriver)) {
    return 'unknown';
  }
  if (group === ADMIN_POLICY_GROUP) {
    return enforcesAdminPolicy(enforcer, kind);
  }
  const drivers = DRIVERS.get(group);
  return drivers !== undefined && !drivers.includes(networkDriver) ? 'no' : 'unknown';
}

/**
 * Cilium takes ClusterNetworkPolicy from 1.20 on and Antrea behind a gate, both where that is switched on; Calico takes it
 * from 3.32 on, and from then on no longer the kinds before it, which are all that OVN-Kubernetes takes.
 */
function enforcesAdminPolicy(
  { networkDriver, ciliumVersion = '1.15', clusterNetworkPolicyEnabled }: Enforcer, kind: string,
): Ternary {
  const isNew = kind === 'ClusterNetworkPolicy';
  const whenEnabled = (otherwise: Ternary): Ternary =>
    (clusterNetworkPolicyEnabled === undefined ? otherwise : clusterNetworkPolicyEnabled ? 'yes' : 'no');
  switch (networkDriver) {
    case 'cilium': return isNew && isAtLeast(ciliumVersion, '1.20') ? whenEnabled('no') : 'no';
    case 'antrea': return isNew ? whenEnabled('no') : 'unknown';
    case 'calico': return isNew ? whenEnabled('unknown') : clusterNetworkPolicyEnabled ? 'no' : 'unknown';
    case 'ovn-kubernetes': return isNew ? 'no' : 'yes';
    case 'kindnet':
    case 'gke-dataplane-v2': return isNew ? whenEnabled('unknown') : 'unknown';
    default: return 'no';
  }
}

/** Whether the driver has a switch for ClusterNetworkPolicy, in its newest version at least. */
export function maySwitchClusterPolicyOn(networkDriver: string): boolean {
  const switchedOn: Enforcer = {
    networkDriver, enforcesCiliumPolicy: true, ciliumVersion: '1.20', clusterNetworkPolicyEnabled: true,
  };
  return enforces(switchedOn, { group: ADMIN_POLICY_GROUP, kind: 'ClusterNetworkPolicy' }) === 'yes';
}

/** The dialect as this enforcer speaks it: with those kinds of policies that it enforces. */
export function spokenBy(enforcer: Enforcer, dialect: Dialect): Dialect {
  return {
    ...dialect,
    alternatives: dialect.alternatives?.map(one => spokenBy(enforcer, one)),
    takes: kind => enforces(enforcer, { group: ADMIN_POLICY_GROUP, kind }),
    isAssumed: false,
  };
}
