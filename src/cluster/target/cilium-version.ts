/**
 * A minor version of Cilium, as far as it decides what a NetworkPolicy does.
 *
 * Versions 1.15 to 1.20 enforce the same policies differently in places, which is why the validator asks for one.
 *
 * @see https://docs.cilium.io/en/stable/network/kubernetes/policy/
 */
export enum CiliumVersion {
  /** Cilium 1.15, tested by its makers with Kubernetes 1.26 to 1.29. */
  V1_15 = '1.15',

  /** Cilium 1.16: the first that reads the `endPort` of a NetworkPolicy. */
  V1_16 = '1.16',

  /** Cilium 1.17. */
  V1_17 = '1.17',

  /** Cilium 1.18. */
  V1_18 = '1.18',

  /** Cilium 1.19. */
  V1_19 = '1.19',

  /** Cilium 1.20. */
  V1_20 = '1.20',
}
