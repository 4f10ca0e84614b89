import { CiliumVersion } from './cilium-version';
import { NetworkDriver } from './network-driver';
import { INetworkPolicyTarget } from './network-policy-target';
import { readKubernetesVersion } from '../../model/kubernetes-version';
import { NETWORK_DRIVERS } from '../../model/network-drivers';
import { checkText, memberOf } from '../../values/given';
import { checkProperties, optional, Properties, refuseSurplus } from '../../values/properties';
import { callText, refuse } from '../../values/refuse';
import { shown } from '../../values/shown';

/**
 * What is known about a cluster that was made elsewhere.
 */
export interface ExistingClusterProps {
  /** What gives the pods their network: see the DaemonSets in `kube-system`. */
  readonly networkDriver: NetworkDriver;

  /**
   * A controller beside the network driver that enforces network policies, by any name: `kube-network-policies`.
   *
   * @default - none, so that the driver alone decides
   */
  readonly policyController?: string;

  /**
   * The version of Cilium, for `NetworkDriver.CILIUM` alone: see `cilium version`.
   *
   * @default - with Cilium, 1.15: the oldest known, which departs most from what Kubernetes says
   */
  readonly ciliumVersion?: CiliumVersion;

  /**
   * The version of Kubernetes, `1.36` or longer: see `Server Version` of `kubectl version`. It decides which texts of a policy
   * the API server refuses.
   *
   * @default - unknown
   */
  readonly kubernetesVersion?: string;
}

const PROPERTIES: Properties<ExistingClusterProps> = {
  networkDriver: memberOf(NetworkDriver, 'write a `NetworkDriver`; `NetworkDriver.OTHER` for one that is not among them'),
  policyController: optional(checkText),
  ciliumVersion: optional(memberOf(CiliumVersion,
    'write a `CiliumVersion`; of 1.20.2 the version is 1.20, and the patch release the fact `ciliumPatchVersion: 2`')),
  kubernetesVersion: optional((where, field, value) => {
    if (readKubernetesVersion(value) === undefined) {
      refuse(where, `\`${field}\` is ${shown(value)}, which is not a version of Kubernetes`, 'write it as text: `1.36`, or `1.36.2`');
    }
  }),
};

/**
 * A cluster that was made elsewhere, described for the validator.
 *
 * Nobody looks at the cluster: what is said here is believed.
 *
 * @example
 *
 *   const staging = ExistingCluster.of('staging', {
 *     networkDriver: NetworkDriver.FLANNEL,
 *     policyController: 'kube-network-policies',
 *   });
 */
export class ExistingCluster implements INetworkPolicyTarget {
  /**
   * A cluster that was made elsewhere.
   *
   * @param name what messages call the cluster
   * @param props what is known about it
   * @throws RangeError when the name or the policy controller is empty, when a version of Cilium is given to another
   * driver, or when the version of Kubernetes is none
   */
  public static of(name: string, props: ExistingClusterProps): ExistingCluster {
    const where = callText('ExistingCluster.of', name);
    refuseSurplus(where, arguments, 2, 'write all that is known about the cluster into one object');
    checkText(where, 'name', name);
    checkProperties(where, 'props', props, PROPERTIES);
    if (name.trim() === '') {
      refuse(where, 'the name is empty', 'write what messages are to call the cluster: `staging`');
    }
    const { networkDriver, policyController, ciliumVersion } = props;
    if (policyController?.trim() === '') {
      refuse(where, '`policyController` is empty',
        'name what enforces the policies, or leave it out when nothing does but the network driver');
    }
    if (ciliumVersion !== undefined && networkDriver !== NetworkDriver.CILIUM) {
      refuse(where, `\`ciliumVersion\` is \`${ciliumVersion}\`, but \`networkDriver\` is \`${networkDriver}\``,
        'leave the version out, or write `networkDriver: NetworkDriver.CILIUM` if Cilium enforces the policies');
    }
    return new ExistingCluster(name, props);
  }

  /** What messages call the cluster. */
  public readonly targetName: string;

  /** What gives the pods their network. */
  public readonly networkDriver: NetworkDriver;

  /**
   * A controller beside the network driver that enforces network policies.
   *
   * @default - none
   */
  public readonly policyController?: string;

  /** Whether network policies have any effect: the driver enforces them by itself, or the policy controller does. */
  public readonly enforcesNetworkPolicy: boolean;

  /** Whether the kinds of the group `cilium.io` have any effect: the driver is Cilium. */
  public readonly supportsCiliumPolicy: boolean;

  /**
   * The version of Cilium.
   *
   * @default - the driver is not Cilium
   */
  public readonly ciliumVersion?: CiliumVersion;

  /**
   * The version of Kubernetes, without a leading `v`.
   *
   * @default - unknown
   */
  public readonly kubernetesVersion?: string;

  private constructor(name: string, props: ExistingClusterProps) {
    const { networkDriver, policyController, ciliumVersion, kubernetesVersion } = props;
    const isCilium = networkDriver === NetworkDriver.CILIUM;
    this.targetName = name;
    this.networkDriver = networkDriver;
    this.policyController = policyController;
    this.enforcesNetworkPolicy = ENFORCES[networkDriver] || policyController !== undefined;
    this.supportsCiliumPolicy = isCilium;
    this.ciliumVersion = isCilium ? ciliumVersion ?? CiliumVersion.V1_15 : undefined;
    this.kubernetesVersion = readKubernetesVersion(kubernetesVersion);
  }
}

/** Of each driver, whether it enforces network policies with nothing added and nothing switched on. */
const ENFORCES: Readonly<Record<NetworkDriver, boolean>> = NETWORK_DRIVERS;
