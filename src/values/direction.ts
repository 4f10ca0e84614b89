/**
 * Which way the connections of a policy's subject go.
 *
 * A connection is opened in one direction; replies to an allowed connection are always allowed.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
 */
export enum Direction {
  /** Connections to the subject. */
  INGRESS = 'Ingress',
  /** Connections from the subject. */
  EGRESS = 'Egress',
  /** Connections to and from the subject. */
  BOTH = 'Both',
}
