import { AddressSet } from '../sets/addresses';

/** What the user knows about the cluster and the manifests do not say. Undefined is unknown. */
export interface ClusterFacts {
  /** Where pods get their addresses from. */
  readonly podAddresses?: AddressSet;
  /** Where nodes get their addresses from. */
  readonly nodeAddresses?: AddressSet;
}

export const NO_FACTS: ClusterFacts = {};

/** What an enforcer does by itself, whatever the policies say. Chosen by the dialect. */
export interface Enforcement {
  /** The name that messages use: `kubernetes`. */
  readonly dialect: string;
  /** Whether a pod may always be reached from the node it runs on. */
  readonly admitsOwnNode: boolean;
  /** Whether a pod may always reach the node it runs on. */
  readonly reachesOwnNode: boolean;
  /** Whether pods on the host network count as nodes, or it is open whether they count as pods or as nodes. */
  readonly hostNetworkPods: 'nodes' | 'open';
}
