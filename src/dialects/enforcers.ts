import { CiliumRelease, isAtLeast } from './cilium/version';
import { UnsimulatedPolicy } from '../model/unsimulated';

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
  ['policy.networking.k8s.io', ['antrea', 'calico', 'cilium', 'gke-dataplane-v2', 'kindnet', 'ovn-kubernetes']],
]);

/** Drivers of which too little is known. */
const OPEN_DRIVERS: readonly string[] = ['other', 'azure'];

/**
 * Whether the policy certainly has no effect there. A controller may enforce anything but Cilium's own kinds; of Cilium,
 * versions before 1.20 know nothing of the admin policies; Google's build of it takes its kind for the whole cluster.
 */
export function certainlyIgnores(
  enforcer: Enforcer, { group, kind }: Pick<UnsimulatedPolicy, 'group' | 'kind'>,
): boolean {
  const { networkDriver, policyController, enforcesCiliumPolicy, ciliumVersion = '1.15' } = enforcer;
  const { takesClusterwidePolicies = true } = enforcer;
  if (group === 'cilium.io') {
    const isTakenByGoogle = networkDriver === 'gke-dataplane-v2' && kind === 'CiliumClusterwideNetworkPolicy'
      && takesClusterwidePolicies;
    return !enforcesCiliumPolicy && !isTakenByGoogle;
  }
  if (policyController !== undefined || OPEN_DRIVERS.includes(networkDriver)) {
    return false;
  }
  const drivers = DRIVERS.get(group);
  const isTooOld = networkDriver === 'cilium' && group === 'policy.networking.k8s.io' && !isAtLeast(ciliumVersion, '1.20');
  return isTooOld || (drivers !== undefined && !drivers.includes(networkDriver));
}
