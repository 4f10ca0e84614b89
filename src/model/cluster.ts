import { Origin } from './origin';
import { AddressSet } from '../sets/addresses';
import { TransportProtocol } from '../sets/ports';

/** What the user knows about the cluster and the manifests do not say. Undefined is unknown. */
export interface DeclaredFacts {
  /** Where pods get their addresses from. */
  readonly podAddresses?: AddressSet;
  /** Where nodes get their addresses from. */
  readonly nodeAddresses?: AddressSet;
  /** Where Services get their addresses from. */
  readonly serviceAddresses?: AddressSet;
  /** Whether a Service's address is replaced by that of a pod before policies see the packet. Unknown counts as yes. */
  readonly servicesBeforePolicy?: boolean;
}

/** The cluster that the policies are meant for, as its description says. */
export interface Target {
  readonly name: string;
  readonly networkDriver: string;
  /** A controller beside the driver that enforces policies. */
  readonly policyController?: string;
  readonly enforcesNetworkPolicy: boolean;
  readonly supportsCiliumPolicy: boolean;
  /** Whether Cilium runs there in enforcement mode `never`, so that it enforces nothing. */
  readonly isCiliumSwitchedOff: boolean;
  readonly origin: Origin;
}

export const NO_FACTS: DeclaredFacts = {};

/** What an enforcer does by itself, whatever the policies say. Chosen by the dialect. */
export interface Enforcement {
  /** The name that messages use: `kubernetes`. */
  readonly dialect: string;
  /** Whether a pod may always be reached from the node it runs on. */
  readonly admitsOwnNode: boolean;
  /**
   * Whether that holds, in mode `always`, also for a pod that no policy selects for ingress. In other modes nothing
   * isolates such a pod, so that it does not matter.
   */
  readonly admitsOwnNodeUnselected: 'yes' | 'unknown';
  /** Whether a pod may always reach the node it runs on. */
  readonly reachesOwnNode: boolean;
  /** Whether pods on the host network count as nodes, or it is open whether they count as pods or as nodes. */
  readonly hostNetworkPods: 'nodes' | 'open';
  /** Whether pods that no policy selects are open, or isolated all the same, or policies count for nothing. */
  readonly mode: 'default' | 'always' | 'never';
  /** Protocols whose packets are dropped whatever the policies say. */
  readonly droppedProtocols: readonly TransportProtocol[];
  /** What isolation means for ICMP: rules without ports admit it, or it is open what happens to it. */
  readonly icmp: 'rules-without-ports' | 'open';
  /** Which containers' ports count when several of a pod carry the same port name. */
  readonly repeatedPortNames: 'all' | 'last';
}
