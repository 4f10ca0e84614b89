/**
 * The transport protocols that a network policy can name.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export enum Protocol {
  /** Transmission Control Protocol. */
  TCP = 'TCP',
  /** User Datagram Protocol. */
  UDP = 'UDP',
  /** Stream Control Transmission Protocol. */
  SCTP = 'SCTP',
}
