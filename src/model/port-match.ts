import { PortSet, TransportProtocol } from '../sets/ports';

/** Traffic on any protocol, or on these ports of one, or on the port that the destination pod calls so. */
export type PortMatch =
  | { readonly kind: 'any' }
  | { readonly kind: 'numbered'; readonly protocol: TransportProtocol; readonly ports: PortSet }
  | { readonly kind: 'named'; readonly protocol: TransportProtocol; readonly name: string };
