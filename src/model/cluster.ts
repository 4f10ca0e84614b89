import { Origin } from './origin';
import { PortNameLookup, Workload } from './workload';
import { AddressAndPort } from '../sets/address-and-port';
import { AddressSet } from '../sets/addresses';
import { TransportProtocol } from '../sets/ports';

/** What the user declares about the cluster because manifests do not contain it. Undefined is unknown. */
export interface DeclaredFacts {
  /** Where pods get their addresses from. */
  readonly podAddresses?: AddressSet;
  /** Where nodes get their addresses from. */
  readonly nodeAddresses?: AddressSet;
  /** Where Services get their addresses from. */
  readonly serviceAddresses?: AddressSet;
  /** Where the API server listens, as policies see it. */
  readonly apiServers?: readonly AddressAndPort[];
  /** Whether a Service's address is replaced by that of a pod before policies see the packet. Unknown counts as yes. */
  readonly servicesBeforePolicy?: boolean;
  /** Whether addresses mean nobody but those outside, as the user says: no pod and no node has one in any block. */
  readonly addressesAreOutside?: boolean;
  /** Pods that are there and no manifest tells of. */
  readonly existing?: readonly Workload[];
}

/** The cluster that the policies are meant for, as the user describes it. */
export interface Target {
  /** Undefined where nobody has given it one. */
  readonly name?: string;
  readonly networkDriver: string;
  /** A controller beside the driver that enforces policies. */
  readonly policyController?: string;
  readonly enforcesNetworkPolicy: boolean;
  readonly supportsCiliumPolicy: boolean;
  /** `1.20`; absent where Cilium does not run there. */
  readonly ciliumVersion?: string;
  /** `1.29.3`, or its beginning; absent where nobody has said. */
  readonly kubernetesVersion?: string;
  /** Whether ClusterNetworkPolicy is switched on there. Undefined where nobody has said. */
  readonly clusterNetworkPolicyEnabled?: boolean;
  /** Whether Cilium runs there in enforcement mode `never`, so that it enforces nothing. */
  readonly isCiliumSwitchedOff: boolean;
  readonly origin: Origin;
}

export const NO_FACTS: DeclaredFacts = {};

/** A label that decides by its key alone, whatever its value, whether policies hold for a pod. */
export interface SwitchingLabel {
  readonly key: string;
  /** `opens` lets everything pass, whatever policies say; `isolates` closes both directions, but for what rules admit. */
  readonly effect: 'opens' | 'isolates';
  /** Whether it certainly does: it may depend on what is not known of the enforcer. */
  readonly certain: boolean;
}

/** What an enforcer does that no policy expresses. Given by the dialect. */
export interface Enforcement {
  /** The name that messages use: `kubernetes`. */
  readonly dialect: string;
  /** Whether a pod may always be reached from the node it runs on. */
  readonly admitsOwnNode: boolean;
  /**
   * Whether `admitsOwnNode` holds for a pod that no policy selects for ingress. Read only where such a pod is isolated:
   * in mode `always`, or by a label.
   */
  readonly admitsOwnNodeUnselected: boolean;
  /** Whether a pod may always reach the node it runs on. */
  readonly reachesOwnNode: boolean;
  /** What pods on the host network count as. With `open` that is not known: pods or nodes. */
  readonly hostNetworkPods: 'nodes' | 'open';
  /** `default` isolates the pods that a policy selects, `always` every pod, `never` none. */
  readonly mode: 'default' | 'always' | 'never';
  /** Labels that switch policies off or on for the pods that have them. Without a meaning in mode `never`. */
  readonly switchingLabels: readonly SwitchingLabel[];
  /** Protocols whose packets are dropped whatever the policies say. */
  readonly droppedProtocols: readonly TransportProtocol[];
  /** What isolation means for ICMP: rules without ports admit it, or, with `open`, that is not known. */
  readonly icmp: 'rules-without-ports' | 'open';
  readonly portNames: PortNameLookup;
}
