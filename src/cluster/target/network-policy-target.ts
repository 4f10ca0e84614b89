import { CiliumVersion } from './cilium-version';
import { NetworkDriver } from './network-driver';

/**
 * The cluster that policies are meant for, as far as the validator must know it.
 *
 * `CiliumCluster` is one, and `ExistingCluster` describes one that was made elsewhere.
 */
export interface INetworkPolicyTarget {
  /** What messages call the cluster. */
  readonly targetName: string;

  /** What gives the pods their network. */
  readonly networkDriver: NetworkDriver;

  /**
   * A controller beside the network driver that enforces network policies.
   *
   * @default - none
   */
  readonly policyController?: string;

  /** Whether network policies have any effect there: false means that every pod reaches every other. */
  readonly enforcesNetworkPolicy: boolean;

  /** Whether the kinds of the group `cilium.io` have any effect there. */
  readonly supportsCiliumPolicy: boolean;

  /**
   * The version of Cilium, which decides how it reads a NetworkPolicy.
   *
   * @default - the driver is not Cilium
   */
  readonly ciliumVersion?: CiliumVersion;
}
