/**
 * When a `ClusterNetworkPolicy` is asked: before the NetworkPolicies of the namespaces, or after them.
 *
 * @see https://network-policy-api.sigs.k8s.io/api-overview/
 */
export enum PolicyTier {
  /** Before every NetworkPolicy. What it accepts or denies, no namespace can change. */
  ADMIN = 'Admin',
  /** After the NetworkPolicies, for pods that none of them selects in the direction of the connection. */
  BASELINE = 'Baseline',
}
