import { CiliumRelease } from './version';
import { Enforcement } from '../../model/cluster';

/** The configuration of an agent, as far as it changes what policies mean. */
export interface CiliumOptions {
  readonly version: CiliumRelease;
  /** The number of the patch release: 2 of 1.20.2. Undefined is unknown. */
  readonly patch?: number;
  /** `policyCIDRMatchMode: nodes` */
  readonly cidrMatchesNodes: boolean;
  /** `policyCIDRMatchMode: pods`, which agents before 1.20 do not know. */
  readonly cidrMatchesPods: boolean;
  /** `sctp.enabled` */
  readonly sctp: boolean;
  /** `cluster.name` */
  readonly clusterName: string;
  /** `nodeSelectorLabels`: whether nodes are told apart by their labels. */
  readonly nodeSelectorLabels: boolean;
  /** `k8sClusterNetworkPolicy.enabled`, which agents before 1.20 do not know. */
  readonly clusterNetworkPolicy: boolean;
  /** `hostFirewall.enabled` */
  readonly hostFirewall: boolean;
  /** `policyEnforcementMode` */
  readonly mode: Enforcement['mode'];
}

/** The defaults of Cilium's Helm chart. */
export function defaultOptions(version: CiliumRelease): CiliumOptions {
  return {
    version,
    cidrMatchesNodes: false,
    cidrMatchesPods: false,
    sctp: false,
    clusterName: 'default',
    nodeSelectorLabels: false,
    clusterNetworkPolicy: false,
    hostFirewall: false,
    mode: 'default',
  };
}
