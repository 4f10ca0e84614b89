import { LabelSelectorConfig } from '../labels/label-query';

/**
 * One block of addresses, as plain data.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
export interface IpBlockConfig {
  /** The block in CIDR notation: `10.10.10.0/24`. */
  readonly cidr: string;
  /** Blocks within it that are left out. */
  readonly exceptCidrs: string[];
}

/**
 * What a peer stands for, as plain data: either pods (`podSelector`, `namespaceSelector` or both) or addresses
 * (`ipBlocks`); in a `ClusterRule` also nodes (`nodeSelector`) or domain names (`domainNames`). Or it is any of several
 * such choices (`anyOf`).
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
export interface PeerConfig {
  /**
   * The labels of the pods.
   *
   * @default - every pod of the selected namespaces
   */
  readonly podSelector?: LabelSelectorConfig;

  /**
   * The labels of the pods' namespaces. A namespace's name is its label `kubernetes.io/metadata.name`.
   *
   * @default - the namespace of the policy that names the peer
   */
  readonly namespaceSelector?: LabelSelectorConfig;

  /**
   * The addresses.
   *
   * @default - the peer is no addresses
   */
  readonly ipBlocks?: IpBlockConfig[];

  /**
   * The labels of the nodes. Only a `ClusterRule` takes nodes.
   *
   * @default - the peer is no nodes
   */
  readonly nodeSelector?: LabelSelectorConfig;

  /**
   * The domain names. Only a `ClusterRule` that accepts takes them.
   *
   * @default - the peer is no domain names
   */
  readonly domainNames?: string[];

  /**
   * Several choices, of which any will do. No other field stands beside it.
   *
   * @default - the other fields say what the peer is
   */
  readonly anyOf?: PeerConfig[];
}

/**
 * The other end of a connection: `Pods`, `Namespaces` or `Cidr`; in a `ClusterRule` also `Nodes` or `DomainNames`, in an
 * assertion or a question also `Nodes`, `Services` (as the destination) or the `ApiServer`.
 */
export interface IPeer {
  /**
   * What this peer stands for.
   *
   * Ask at synthesis, in a validation or a `Lazy`: which pods `Pods.of()` selects is certain only when its workload is
   * complete.
   *
   * @throws Error when it turns out that a workload does not say which pods are its own
   */
  toPeerConfig(): PeerConfig;

  /** What this peer stands for, in words. */
  toString(): string;
}
